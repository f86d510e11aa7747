package io.belay.deploy.command;

import io.belay.deploy.process.RunPlan;
import io.belay.deploy.train.ExactJob;
import io.belay.deploy.train.PolicyEvaluation;
import io.belay.deploy.train.Resumption;
import io.belay.deploy.train.RunShow;
import io.belay.error.BelayException;
import io.belay.learner.exact.algorithm.ExactAlgorithm;
import io.belay.learner.exact.run.ExactAlgorithms;
import io.belay.learner.run.RunDirectory;
import io.belay.learner.run.RunFiles;
import io.belay.recipe.ExactSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.SampledSettings;
import io.belay.worker.environment.EnvironmentRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code belay resume}: a run goes on from its newest checkpoint and ends as if it had never
 * stopped.
 */
@Command(
    name = "resume",
    description =
        "Go on with an interrupted run; the result is that of a run that was not interrupted.",
    mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
  private final Shared shared;

  @Parameters(paramLabel = "RUN_DIR", description = "Directory of the run.")
  private Path directory = Path.of("");

  @Mixin private Hands hands = new Hands();
  @Mixin private ViewOptions view = new ViewOptions();

  public ResumeCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    List<String> problems = new ArrayList<>(hands.problems());
    problems.addAll(view.problems());
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
    RunFiles files = RunFiles.ofRun(directory);
    Recipe recipe = RecipeLoader.parse(files.readRecipe(), files.recipe().toString());
    return switch (recipe.algorithm()) {
      case SampledSettings _ -> resume(recipe, files);
      case ExactSettings exact -> resume(recipe, exact);
    };
  }

  private int resume(Recipe recipe, ExactSettings exact) {
    ExactAlgorithm algorithm = ExactAlgorithms.of(recipe, exact);
    try (RunDirectory held = RunDirectory.open(directory);
        RunShow show = RunShow.open(view.view(), recipe, held.files(), shared.terminal())) {
      return new ExactJob(
              held.files(), recipe, algorithm, true, show, hands.page(), shared.version())
          .run();
    }
  }

  private int resume(Recipe recipe, RunFiles files) {
    EnvironmentRegistry environments = Shared.environments();
    PolicyEvaluation.of(recipe, environments);
    RunPlan plan = hands.plan(TrainCommand.runId(directory), recipe, files);
    try (RunDirectory held = RunDirectory.open(directory);
        RunShow show = RunShow.open(view.view(), recipe, held.files(), shared.terminal())) {
      return new Resumption(plan, show).run(environments, shared.actors(), shared.version());
    }
  }
}
