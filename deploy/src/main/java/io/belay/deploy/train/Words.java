package io.belay.deploy.train;

import io.belay.deploy.console.Style;
import io.belay.deploy.process.RunPlan;
import io.belay.learner.run.EvaluationFigures;
import io.belay.learner.run.RunFiles;
import io.belay.learner.statistics.StatisticsState;
import io.belay.recipe.Recipe;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.OptionalInt;

/** What the user is told about a run, in sentences. */
public final class Words {
  private Words() {}

  static String beginning(RunPlan plan, OptionalInt resumedFrom) {
    Recipe recipe = plan.recipe();
    return "%s %s: %s on %s, seed %d, %d iterations of %d steps, %s"
        .formatted(
            resumedFrom.isPresent()
                ? "Resuming at iteration " + resumedFrom.getAsInt()
                : "Training",
            recipe.name(),
            recipe.algorithm().name(),
            recipe.environment().id(),
            recipe.training().seed(),
            recipe.iterations(),
            recipe.sampling().batchSize(),
            plan.workers() == 1 ? "1 worker" : plan.workers() + " workers");
  }

  static String shown(InetSocketAddress page) {
    return "The run is shown at http://%s:%d/".formatted(page.getHostString(), page.getPort());
  }

  static String stopping(String signal) {
    return "Stopping after the running update (SIG%s); once more ends at once, without saving."
        .formatted(signal);
  }

  static String stopped(RunFiles files, Recipe recipe, int iterations) {
    return "Stopped after %d of %d iterations; go on with: ./belay resume %s"
        .formatted(iterations, recipe.iterations(), files.root());
  }

  static String trained(StatisticsState statistics) {
    String solved =
        statistics
            .solved()
            .map(when ->
                String.format(
                    Locale.ROOT,
                    "; solved after %d steps, %.1f s",
                    when.atEnvironmentStep(),
                    when.atSecond()))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "Trained %d steps in %.1f s, %d steps/s%s",
        statistics.environmentSteps(),
        statistics.seconds(),
        Math.round(statistics.stepsPerSecond()),
        solved);
  }

  /** An evaluation in a line, its result set off. */
  public static String evaluated(EvaluationFigures evaluation, Style style) {
    return String.format(
        Locale.ROOT,
        "Return over %d episodes, %s: %s",
        evaluation.episodes(),
        evaluation.deterministic() ? "deterministic" : "sampled",
        style.bold(
            String.format(
                Locale.ROOT, "%.1f ± %.1f", evaluation.returnMean(), evaluation.returnStd())));
  }

  static String nothingToDo(Recipe recipe) {
    return "Nothing to do: all %d iterations are done.".formatted(recipe.iterations());
  }

  static String where(RunFiles files) {
    return "The run is in %s; evaluate it again with: ./belay evaluate %s"
        .formatted(files.root(), files.root());
  }

  static String whereItFailed(RunFiles files) {
    return "What happened is in %s and %s".formatted(files.summary(), files.log());
  }
}
