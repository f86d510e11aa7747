package io.belay.learner;

import io.belay.control.IterationReport;
import io.belay.control.LearnerEvent;
import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.learner.checkpoint.Checkpoint;
import io.belay.learner.checkpoint.CheckpointStore;
import io.belay.learner.checkpoint.CheckpointStore.Recovery;
import io.belay.learner.checkpoint.CheckpointWriter;
import io.belay.learner.run.ProgressLog;
import io.belay.learner.statistics.IterationEpisodes;
import io.belay.learner.statistics.StatisticsState;
import io.belay.learner.statistics.TrainingStatistics;
import io.belay.learner.training.Trainer;
import io.belay.policy.IterationPolicy;
import io.belay.recipe.RecipeLoader;
import io.belay.trajectory.LaneCarry;
import io.belay.trajectory.StampedBlock;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run on its way, as the update thread sees it: batch in, next version and report out, with
 * everything that is written down.
 *
 * <p>Used by the update thread alone.
 */
final class Training implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final double TABLE_SECONDS = 1;

  private final RunSpecification specification;
  private final LearnerSettings settings;
  private final String recipe;
  private final Trainer trainer;
  private final TrainingStatistics statistics;
  private final ProgressLog progress;
  private final CheckpointWriter checkpoints;
  private final PhaseClock clock;
  private List<List<LaneCarry>> carries;
  private Map<String, Double> figures = new LinkedHashMap<>();
  private long policyLag;
  private String parametersSha256;

  /** Training seconds when a checkpoint was last handed over. */
  private double secondsAtCheckpoint;

  /** Training seconds when the policy was last shown. */
  private double secondsAtTable = Double.NEGATIVE_INFINITY;

  private Training(
      RunSpecification specification,
      LearnerSettings settings,
      String recipe,
      Trainer trainer,
      Optional<Checkpoint> past,
      LongSupplier nanoTime)
      throws IOException {
    this.specification = specification;
    this.settings = settings;
    this.recipe = recipe;
    this.trainer = trainer;
    past.ifPresent(checkpoint -> trainer.restore(checkpoint.trainer()));
    this.carries = past.map(Checkpoint::carries).orElse(List.of());
    StatisticsState state = past.map(Checkpoint::statistics).orElseGet(StatisticsState::initial);
    this.statistics =
        new TrainingStatistics(
            (long) specification.iterations() * specification.stepsPerIteration(),
            specification.environment().rewardThreshold(),
            state);
    this.clock = new PhaseClock(nanoTime, state.seconds());
    this.secondsAtCheckpoint = state.seconds();
    this.parametersSha256 = trainer.parametersSha256();
    this.progress = ProgressLog.open(settings.files().progress(), state.iterations());
    this.checkpoints =
        new CheckpointWriter(
            store(specification, settings), progress::force, settings.lastCheckpointTimeout());
  }

  /**
   * Opens a run: at its newest readable checkpoint where there is one, else at version 0.
   *
   * @throws BelayException INVALID_REQUEST where the checkpoint belongs to another recipe, or where
   *     there are checkpoints and none can be read
   */
  static Training open(
      RunSpecification specification, LearnerSettings settings, LongSupplier nanoTime) {
    CheckpointStore store = store(specification, settings);
    Recovery recovery = store.recover();
    recovery.unreadable().forEach(problem -> LOG.warn("{}; an older one is used", problem));
    String recipe = RecipeLoader.render(specification.recipe());
    recovery.newest().ifPresent(checkpoint -> requireSameRecipe(checkpoint, recipe, settings));
    Trainer trainer = Trainer.create(specification, settings.threads());
    try {
      store.setAside(recovery);
      return new Training(specification, settings, recipe, trainer, recovery.newest(), nanoTime);
    } catch (IOException e) {
      trainer.close();
      throw unwritable(settings, e);
    } catch (RuntimeException e) {
      trainer.close();
      throw e;
    }
  }

  /** Number of the next iteration. */
  int iteration() {
    return statistics.iterations();
  }

  boolean finished() {
    return iteration() == specification.iterations();
  }

  /** The policy that samples the next iteration. */
  IterationPolicy policy() {
    return new IterationPolicy(specification.runId(), iteration(), trainer.behaviourPolicy());
  }

  /** Where the lanes of each block stand before the next iteration; empty before the first. */
  List<List<LaneCarry>> carries() {
    return carries;
  }

  String parametersSha256() {
    return parametersSha256;
  }

  /** Training time begins; once more where nothing has been sampled since. */
  void start() {
    clock.start();
  }

  /**
   * One iteration: from its batch to the next version, with its report in the progress log when
   * this returns.
   *
   * @param batch the blocks of the iteration
   * @param broadcastSeconds what the policy that sampled them took to reach its subscribers; NaN
   *     where there were none
   * @param publisher takes the policy of the next iteration as soon as it exists, unless this is
   *     the last one: in a pipeline before the update, so that workers sample while it runs; else
   *     after the new actor is made, so that they sample while the learner fits its critic and does
   *     its bookkeeping
   * @throws BelayException STALE where a block is of another policy version than the iteration's
   */
  IterationReport iterate(
      CompleteBatch batch, double broadcastSeconds, Consumer<IterationPolicy> publisher) {
    clock.sampled(batch.lastAdmissionNanos());
    clock.lap("wait");
    boolean pipeline = specification.recipe().sampling().pipeline();
    if (pipeline) {
      publishNext(publisher);
    }
    trainer.estimate(batch.blocks());
    policyLag = trainer.snapshot().version() - trainer.behaviourPolicy().version();
    clock.lap("advantage");
    figures = new LinkedHashMap<>(trainer.improve());
    clock.lap("policy");
    if (!pipeline) {
      publishNext(publisher);
    }
    figures.putAll(trainer.fitCritic());
    clock.lap("critic");
    return record(batch, broadcastSeconds);
  }

  /** The newest version samples the next iteration, whether this one's update is done or not. */
  private void publishNext(Consumer<IterationPolicy> publisher) {
    int next = iteration() + 1;
    clock.publishing();
    if (next < specification.iterations()) {
      publisher.accept(new IterationPolicy(specification.runId(), next, trainer.snapshot()));
    }
    clock.lap("broadcast");
  }

  private IterationReport record(CompleteBatch batch, double broadcastSeconds) {
    IterationEpisodes ended =
        IterationEpisodes.of(batch.blocks().stream().map(StampedBlock::trajectory).toList());
    carries = batch.carries();
    parametersSha256 = trainer.parametersSha256();
    statistics.complete(specification.stepsPerIteration(), ended, clock.seconds());
    IterationReport report = report(ended, batch.stragglerSeconds(), broadcastSeconds);
    append(report);
    return report;
  }

  /** A line that finds no room on the disk waits for it; the run goes on meanwhile. */
  private void append(IterationReport report) {
    boolean waitedBefore = progress.waiting() > 0;
    try {
      Optional<IOException> problem = progress.append(report);
      if (problem.isPresent() && !waitedBefore) {
        LOG.warn(
            "progress.jsonl cannot be written, its lines wait and the run goes on; make room or repair the disk: runDirectory={} ({})",
            settings.files().root(),
            problem.get().toString());
      } else if (problem.isEmpty() && waitedBefore) {
        LOG.info("progress.jsonl can be written again and is whole");
      }
    } catch (IOException e) {
      throw unwritable(settings, e);
    }
  }

  /**
   * Hands over a checkpoint where the recipe wants one at this iteration or the last one is too
   * long ago; the last one is written by the run's end.
   */
  Optional<CompletableFuture<Integer>> checkpointIfDue() {
    double interval = settings.checkpointInterval().toNanos() / 1e9;
    boolean due =
        iteration() % specification.recipe().training().checkpointEvery() == 0
            || clock.seconds() - secondsAtCheckpoint >= interval;
    Optional<CompletableFuture<Integer>> written =
        due && !finished() ? Optional.of(checkpoints.submit(checkpoint())) : Optional.empty();
    // With it ends all that was to be written down of the iteration before.
    clock.lap("checkpoint");
    return written;
  }

  /**
   * Tells the newest policy on a small finite MDP, to be looked at: after the first iteration, the
   * last one, and a second of training since it was told.
   */
  void showPolicyIfDue(Consumer<LearnerEvent> observer) {
    if (finished() || clock.seconds() - secondsAtTable >= TABLE_SECONDS) {
      secondsAtTable = clock.seconds();
      trainer
          .policyTable()
          .ifPresent(table ->
              observer.accept(new LearnerEvent.PolicyEvaluated(specification.runId(), table)));
    }
  }

  /**
   * Returns when a checkpoint of the last completed iteration is on the disk. Where it cannot be
   * written it is tried again until its time is over.
   */
  void checkpointAndWait() {
    long timeout = settings.lastCheckpointTimeout().toNanos();
    long start = System.nanoTime();
    Checkpoint last = checkpoint();
    CompletableFuture<Integer> attempt = checkpoints.submit(last);
    boolean warned = false;
    while (true) {
      try {
        attempt.get(timeout - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
        return;
      } catch (TimeoutException e) {
        throw BelayException.fatal(
            "a run's last checkpoint is on the disk in time: directory=%s, lastCheckpointTimeout=%s; look at the disk"
                .formatted(settings.files().checkpoints(), settings.lastCheckpointTimeout()),
            e);
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (timeout - (System.nanoTime() - start) <= RETRY.toNanos()) {
          throw unwritable(settings, cause);
        }
        if (!warned) {
          LOG.warn("The last checkpoint cannot be written and is tried again", cause);
          warned = true;
        }
        attempt =
            CompletableFuture.supplyAsync(
                    () -> last,
                    CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS))
                .thenCompose(checkpoints::submit);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw BelayException.fatal(
            "a run's end is not interrupted: runId=" + specification.runId(), e);
      }
    }
  }

  /** Writes what is still waiting to be written and ends all threads. */
  @Override
  public void close() {
    trainer.close();
    checkpoints.close();
    try {
      progress.close();
    } catch (IOException e) {
      throw unwritable(settings, e);
    }
  }

  private Checkpoint checkpoint() {
    secondsAtCheckpoint = clock.seconds();
    return new Checkpoint(
        specification.runId(),
        recipe,
        trainer.state(),
        carries,
        statistics.state(),
        parametersSha256);
  }

  private IterationReport report(
      IterationEpisodes ended, double stragglerSeconds, double broadcastSeconds) {
    return new IterationReport(
        statistics.iterations() - 1,
        trainer.snapshot().version(),
        statistics.environmentSteps(),
        statistics.seconds(),
        statistics.recentStepsPerSecond(),
        statistics.episodes(),
        statistics.returnMean(),
        statistics.returnQuantiles(),
        statistics.episodeLengthMean(),
        statistics.lengthQuantiles(),
        policyLag,
        parametersSha256,
        figures,
        clock.takePhases(),
        stragglerSeconds,
        broadcastSeconds,
        progress.fill(),
        ended.returns(),
        ended.lengths(),
        ended.truncations());
  }

  private static CheckpointStore store(RunSpecification specification, LearnerSettings settings) {
    return new CheckpointStore(
        settings.files().checkpoints(), specification.recipe().training().checkpointsKept());
  }

  private static void requireSameRecipe(
      Checkpoint checkpoint, String recipe, LearnerSettings settings) {
    if (!checkpoint.recipe().equals(recipe)) {
      throw BelayException.invalid(
          "a run is resumed with the recipe it was started with; take back the change to the file, or train anew: file="
              + settings.files().recipe());
    }
  }

  private static BelayException unwritable(LearnerSettings settings, Throwable cause) {
    return BelayException.fatal(
        "a run directory can be written; make room or repair the disk, then resume the run: runDirectory=%s (%s)"
            .formatted(settings.files().root(), cause),
        cause);
  }
}
