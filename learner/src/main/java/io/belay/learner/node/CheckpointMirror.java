package io.belay.learner.node;

import io.belay.error.BelayException;
import io.belay.learner.run.LockFile;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest checkpoint of the active learner in this process's own directory of runs, so
 * that this process can take the run over without a shared folder.
 *
 * <p>Nothing is fetched into a directory that a learner works in: not while this process is the
 * active learner, and not where the standby shares the active learner's folder and has everything
 * anyway.
 */
public final class CheckpointMirror implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointMirror.class);

  private final RunsDirectory runs;
  private final StandbySettings settings;
  private final Supplier<Optional<Channel>> activeLearner;
  private final IntakeSwitch intake;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("belay-mirror").factory());

  private volatile @Nullable Mirrored newest;
  private volatile @Nullable String problem;

  /**
   * What is stored here.
   *
   * @param iteration iterations completed in it
   */
  public record Mirrored(String runId, int iteration) {}

  private CheckpointMirror(
      LearnerNodeSettings settings,
      Supplier<Optional<Channel>> activeLearner,
      IntakeSwitch intake) {
    this.runs = new RunsDirectory(settings.node().runsDirectory());
    this.settings = settings.standby();
    this.activeLearner = activeLearner;
    this.intake = intake;
  }

  /**
   * Starts to look for checkpoints, each {@code fetch-interval}, on a thread of its own.
   *
   * @param activeLearner the way to the active learner's service; empty while none is known. Asked
   *     before each look, on the mirror's thread, and may block for moments
   * @param intake this process's: nothing is fetched while it is the active learner
   */
  public static CheckpointMirror start(
      LearnerNodeSettings settings,
      Supplier<Optional<Channel>> activeLearner,
      IntakeSwitch intake) {
    CheckpointMirror mirror = new CheckpointMirror(settings, activeLearner, intake);
    long interval = mirror.settings.fetchInterval().toMillis();
    var unused =
        mirror.thread.scheduleWithFixedDelay(
            mirror::look, interval, interval, TimeUnit.MILLISECONDS);
    return mirror;
  }

  /** The newest checkpoint that this process has stored. */
  public Optional<Mirrored> newest() {
    return Optional.ofNullable(newest);
  }

  /** Why the last look brought nothing though there was somebody to ask; empty where it did. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Ends the looking; one that is under way is given up. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** One look; what goes wrong is said once and tried again. */
  private void look() {
    try {
      Optional<Channel> active = intake.active() ? Optional.empty() : activeLearner.get();
      if (active.isPresent()) {
        fetchInto(active.get());
        problem = null;
      }
    } catch (IOException | StatusRuntimeException | BelayException e) {
      note(e);
    } catch (RuntimeException | Error e) {
      // A task that throws is never run again.
      LOG.error("A standby's look for checkpoints went wrong in a way that nobody foresaw", e);
      note(e);
    }
  }

  private void fetchInto(Channel active) throws IOException {
    Optional<LockFile> place = runs.tryToFetchInto();
    if (place.isEmpty()) {
      return;
    }
    try (LockFile held = place.get()) {
      if (aLearnerWorksHere()) {
        return;
      }
      Optional<FetchedCheckpoint> fetched =
          FetchedCheckpoint.fetch(active, newest(), runs.incoming(), settings.fetchTimeout());
      if (fetched.isPresent()) {
        store(fetched.get());
      }
    }
  }

  private boolean aLearnerWorksHere() throws IOException {
    Optional<LockFile> free = runs.tryToHold();
    if (free.isPresent()) {
      free.get().close();
    }
    return free.isEmpty();
  }

  /** Where a learner has begun to work here meanwhile, it needs what is there as it is. */
  private void store(FetchedCheckpoint fetched) throws IOException {
    try {
      Optional<LockFile> hold = runs.tryToHold();
      if (hold.isPresent()) {
        try (LockFile held = hold.get()) {
          newest = fetched.store(runs);
          LOG.info("A newer checkpoint is stored for a hand-over: {}", newest);
        }
      }
    } finally {
      fetched.discard();
    }
  }

  private void note(Throwable e) {
    String said = BelayException.sentence(e);
    if (!said.equals(problem)) {
      LOG.warn("The active learner's newest checkpoint could not be stored here: {}", said);
    }
    problem = said;
  }
}
