package io.belay.deploy.command;

import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.train.ExactStanding;
import io.belay.deploy.train.ExactWords;
import io.belay.deploy.train.PolicyEvaluation;
import io.belay.deploy.train.Saved;
import io.belay.deploy.train.Words;
import io.belay.learner.exact.algorithm.ExactReport;
import io.belay.learner.run.EvaluationFigures;
import io.belay.learner.run.RunFiles;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.ExactSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.SampledSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code belay evaluate}: plays whole episodes with a run's newest saved policy, or computes what
 * it is worth where the run is of an exact algorithm, and changes nothing.
 */
@Command(
    name = "evaluate",
    description =
        "Play whole episodes with a run's newest saved policy; of an exact algorithm, compute its value.",
    mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
  private final Shared shared;

  @Parameters(paramLabel = "RUN_DIR", description = "Directory of the run.")
  private Path directory = Path.of("");

  @Option(
      names = "--episodes",
      paramLabel = "N",
      description = "Episodes to play. Default: the recipe's evaluation.episodes.")
  private @Nullable Integer episodes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of all chance in the evaluation. Default: the run's seed.")
  private @Nullable Long seed;

  @Option(
      names = "--sampled",
      description = "Sample actions. Default: the recipe's evaluation.deterministic decides.")
  private boolean sampled;

  public EvaluateCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    RunFiles files = RunFiles.ofRun(directory);
    Recipe recipe = RecipeLoader.parse(files.readRecipe(), files.recipe().toString());
    switch (recipe.algorithm()) {
      case SampledSettings _ -> play(recipe, files);
      case ExactSettings exact -> {
        ExactReport report = ExactStanding.of(files, recipe, exact);
        shared
            .terminal()
            .line(ExactWords.standing(report) + ", after iteration " + report.iterations());
      }
    }
    return ExitStatus.DONE;
  }

  private void play(Recipe recipe, RunFiles files) {
    PolicyEvaluation evaluation = PolicyEvaluation.of(recipe, Shared.environments());
    Saved saved = Saved.in(files, recipe);
    PolicySnapshot policy = saved.policy(files);
    saved
        .unreadable()
        .forEach(reason ->
            shared.terminal().problem("warn: an older checkpoint is evaluated: " + reason));
    EvaluationFigures figures =
        evaluation.run(
            policy,
            Optional.ofNullable(episodes).orElse(recipe.evaluation().episodes()),
            !sampled && recipe.evaluation().deterministic(),
            Optional.ofNullable(seed).orElse(recipe.training().seed()));
    String result = Words.evaluated(figures, shared.terminal().style());
    shared.terminal().line(result + ", policy version " + policy.version());
  }
}
