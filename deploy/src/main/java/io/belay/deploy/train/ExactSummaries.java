package io.belay.deploy.train;

import io.belay.learner.checkpoint.ExactCheckpoint;
import io.belay.learner.checkpoint.ExactCheckpointStore;
import io.belay.learner.exact.algorithm.ExactReport;
import io.belay.learner.exact.algorithm.Guarantee;
import io.belay.learner.run.ExactOutcome;
import io.belay.learner.run.RunFiles;
import io.belay.learner.run.Summary;
import io.belay.learner.statistics.StatisticsState;
import io.belay.recipe.Recipe;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes {@code summary.json} of a run of an exact algorithm, as of its newest checkpoint.
 *
 * @param resumedFrom the iteration at which the run was resumed; empty for a new run
 */
record ExactSummaries(RunFiles files, Recipe recipe, OptionalInt resumedFrom) {

  /** Of a run that nobody works on yet. */
  static ExactSummaries of(RunFiles files, Recipe recipe, boolean resumed) {
    int iterations =
        newest(files, recipe).map(checkpoint -> checkpoint.state().iteration()).orElse(0);
    return new ExactSummaries(
        files, recipe, resumed ? OptionalInt.of(iterations) : OptionalInt.empty());
  }

  /** The newest checkpoint of a run that can be read. */
  static Optional<ExactCheckpoint> newest(RunFiles files, Recipe recipe) {
    return new ExactCheckpointStore(files.checkpoints(), recipe.training().checkpointsKept())
        .recover()
        .newest();
  }

  /**
   * Writes the summary.
   *
   * @param completed whether every iteration is done
   * @param report of the newest checkpoint's policy; empty where the run failed
   * @param failure why it did
   */
  void write(boolean completed, Optional<ExactReport> report, Optional<String> failure) {
    Optional<ExactCheckpoint> saved = newest(files, recipe);
    new Summary(
            recipe.name(),
            recipe.environment().id(),
            recipe.algorithm().name(),
            recipe.training().seed(),
            0,
            statistics(saved),
            saved.map(ExactCheckpoint::parametersSha256),
            completed,
            resumedFrom,
            Optional.empty(),
            report.map(ExactSummaries::outcome),
            failure)
        .write(files);
  }

  private static StatisticsState statistics(Optional<ExactCheckpoint> saved) {
    return saved
        .map(checkpoint ->
            new StatisticsState(
                checkpoint.state().iteration(),
                0,
                checkpoint.seconds(),
                0,
                new double[0],
                new int[0],
                Optional.empty(),
                Optional.empty()))
        .orElseGet(StatisticsState::initial);
  }

  private static ExactOutcome outcome(ExactReport report) {
    Guarantee guarantee = report.guarantee();
    return new ExactOutcome(
        report.value(),
        report.optimalValue(),
        report.restartValue(),
        report.mismatch(),
        guarantee.statement(),
        guarantee.quantity(),
        guarantee.measured(),
        guarantee.bound());
  }
}
