package io.belay.learner.exact.run;

import io.belay.control.IterationReport;
import io.belay.control.PolicyTable;
import io.belay.control.Quantiles;
import io.belay.error.BelayException;
import io.belay.learner.checkpoint.ExactCheckpoint;
import io.belay.learner.checkpoint.ExactCheckpointStore;
import io.belay.learner.checkpoint.ExactCheckpointStore.Recovery;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.algorithm.ExactAlgorithm;
import io.belay.learner.exact.algorithm.ExactReport;
import io.belay.learner.exact.algorithm.ExactRun;
import io.belay.learner.run.ProgressLog;
import io.belay.learner.run.RunFiles;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of an exact algorithm on its way, with its progress log and its checkpoints.
 *
 * <p>Used by one thread. A line or a checkpoint that cannot be written ends the run: nothing is
 * lost that could not be computed again.
 */
public final class ExactTraining implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExactTraining.class);
  private static final double NANOS_PER_SECOND = 1e9;

  private final Recipe recipe;
  private final String recipeText;
  private final RunFiles files;
  private final ExactRun run;
  private final ExactCheckpointStore checkpoints;
  private final ProgressLog progress;
  private final LongSupplier nanoTime;
  private final int begunAt;
  private double seconds;

  /** Iterations of the newest checkpoint on the disk; −1 where there is none. */
  private int saved;

  private ExactTraining(
      Recipe recipe,
      RunFiles files,
      ExactAlgorithm algorithm,
      Optional<ExactCheckpoint> past,
      LongSupplier nanoTime)
      throws IOException {
    this.recipe = recipe;
    this.recipeText = RecipeLoader.render(recipe);
    this.files = files;
    this.run =
        past.map(checkpoint -> ExactRun.resume(algorithm, checkpoint.state()))
            .orElseGet(() -> ExactRun.begin(algorithm));
    this.checkpoints = store(files, recipe);
    this.begunAt = run.state().iteration();
    this.seconds = past.map(ExactCheckpoint::seconds).orElse(0.0);
    this.saved = past.isPresent() ? begunAt : -1;
    this.progress = ProgressLog.open(files.progress(), begunAt);
    this.nanoTime = nanoTime;
  }

  /**
   * Opens a run: at its newest readable checkpoint where there is one, else at the uniform policy.
   *
   * @param nanoTime a clock that never goes backwards, in nanoseconds
   * @throws BelayException INVALID_REQUEST where the checkpoint belongs to another recipe
   */
  public static ExactTraining open(
      Recipe recipe, RunFiles files, ExactAlgorithm algorithm, LongSupplier nanoTime) {
    Recovery recovery = store(files, recipe).recover();
    recovery.unreadable().forEach(problem -> LOG.warn("{}; an older one is used", problem));
    recovery.newest().ifPresent(checkpoint -> requireSameRecipe(checkpoint, recipe, files));
    try {
      return new ExactTraining(recipe, files, algorithm, recovery.newest(), nanoTime);
    } catch (IOException e) {
      throw unwritable(files, e);
    }
  }

  private static ExactCheckpointStore store(RunFiles files, Recipe recipe) {
    return new ExactCheckpointStore(files.checkpoints(), recipe.training().checkpointsKept());
  }

  private static void requireSameRecipe(ExactCheckpoint checkpoint, Recipe recipe, RunFiles files) {
    if (!checkpoint.recipe().equals(RecipeLoader.render(recipe))) {
      throw BelayException.invalid(
          "a run is resumed with the recipe it was started with; take back the change to the file, or train anew: file="
              + files.recipe());
    }
  }

  /** Iterations done. */
  public int iteration() {
    return run.state().iteration();
  }

  /** Iterations that were done when the run was opened. */
  public int begunAt() {
    return begunAt;
  }

  public boolean finished() {
    return iteration() >= recipe.iterations();
  }

  /** Training time so far, over all processes that worked on the run. */
  public double seconds() {
    return seconds;
  }

  /** What the present policy is worth. */
  public ExactReport standing() {
    return run.standing();
  }

  /** The present policy, to be looked at; empty where the MDP is too large for that. */
  public Optional<PolicyTable> policyTable() {
    Evaluation evaluation = run.evaluation();
    return PolicyTable.fits(evaluation.mdp().states(), evaluation.mdp().actions())
        ? Optional.of(
            PolicyTable.of(iteration(), evaluation.values(), evaluation.policy().probabilities()))
        : Optional.empty();
  }

  /** Does one iteration; its line is with the operating system when this returns. */
  public ExactIteration iterate() {
    long begin = nanoTime.getAsLong();
    ExactReport report = run.advance();
    double taken = (nanoTime.getAsLong() - begin) / NANOS_PER_SECOND;
    seconds += taken;
    IterationReport line = line(report, taken);
    append(line);
    if (iteration() % recipe.training().checkpointEvery() == 0 || finished()) {
      checkpoint();
    }
    return new ExactIteration(report, line);
  }

  private IterationReport line(ExactReport report, double taken) {
    Map<String, Double> phases = new LinkedHashMap<>();
    phases.put("policy", taken);
    return new IterationReport(
        report.iterations() - 1,
        report.iterations(),
        0,
        seconds,
        0,
        0,
        Double.NaN,
        Quantiles.NONE,
        Double.NaN,
        Quantiles.NONE,
        0,
        parametersSha256(),
        report.figures(),
        phases,
        0,
        Double.NaN,
        0,
        new double[0],
        new int[0],
        0);
  }

  private void append(IterationReport report) {
    try {
      Optional<IOException> problem = progress.append(report);
      if (problem.isPresent()) {
        throw problem.get();
      }
    } catch (IOException e) {
      throw unwritable(files, e);
    }
  }

  /** Writes a checkpoint where the newest one is older. Returns when it is on the disk. */
  public void checkpoint() {
    if (saved == iteration()) {
      return;
    }
    try {
      progress.force();
      checkpoints.write(new ExactCheckpoint(recipeText, run.state(), seconds, parametersSha256()));
      saved = iteration();
    } catch (IOException e) {
      throw unwritable(files, e);
    }
  }

  /** SHA-256 over the parameters as little-endian float64, hexadecimal. */
  public String parametersSha256() {
    return ParametersSha256.of(run.state().parameters());
  }

  @Override
  public void close() {
    try {
      progress.close();
    } catch (IOException e) {
      throw unwritable(files, e);
    }
  }

  private static BelayException unwritable(RunFiles files, IOException cause) {
    return BelayException.fatal(
        "a run directory can be written; make room or repair the disk, then resume the run: runDirectory=%s (%s)"
            .formatted(files.root(), cause),
        cause);
  }
}
