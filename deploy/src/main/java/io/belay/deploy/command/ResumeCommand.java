package io.belay.deploy.command;

import io.belay.deploy.process.RunPlan;
import io.belay.deploy.train.Conclusion;
import io.belay.deploy.train.ExitStatus;
import io.belay.deploy.train.PolicyEvaluation;
import io.belay.deploy.train.Saved;
import io.belay.deploy.train.TrainingJob;
import io.belay.learner.run.RunDirectory;
import io.belay.learner.run.RunFiles;
import io.belay.learner.run.Summary;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.worker.environment.EnvironmentRegistry;
import java.nio.file.Path;
import java.util.OptionalInt;
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

  public ResumeCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    RunFiles files = RunFiles.ofRun(directory);
    Recipe recipe = RecipeLoader.parse(files.readRecipe(), files.recipe().toString());
    EnvironmentRegistry environments = Shared.environments();
    PolicyEvaluation.of(recipe, environments);
    RunPlan plan = hands.plan(TrainCommand.runId(directory), recipe, files);
    try (RunDirectory held = RunDirectory.open(directory)) {
      Saved saved = Saved.in(files, recipe);
      OptionalInt from = OptionalInt.of(saved.iterations());
      if (!saved.complete(recipe)) {
        return new TrainingJob(plan, from)
            .run(environments, shared.actors().get(), shared.version(), shared.terminal());
      }
      if (Summary.saysEvaluated(files)) {
        shared
            .terminal()
            .line("Nothing to do: all %d iterations are done.".formatted(recipe.iterations()));
        return ExitStatus.DONE;
      }
      return new Conclusion(plan, from, shared.terminal()).completed(environments);
    }
  }
}
