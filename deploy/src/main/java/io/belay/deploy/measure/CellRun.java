package io.belay.deploy.measure;

import io.belay.deploy.console.Terminal;
import io.belay.deploy.process.Actors;
import io.belay.deploy.process.RunPlan;
import io.belay.deploy.train.Resumption;
import io.belay.deploy.train.RunShow;
import io.belay.deploy.train.RunView;
import io.belay.deploy.train.TrainingJob;
import io.belay.learner.run.RunDirectory;
import io.belay.learner.run.RunFiles;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.worker.environment.EnvironmentRegistry;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Runs a cell as {@code belay train} does, or as {@code belay resume} does where it has begun.
 *
 * @param plans the hands that a run is given
 * @param actors a new actor system for each run
 * @param version of Belay
 * @param tensorboard whether event files for TensorBoard are written to the run directories
 */
public record CellRun(
    BiFunction<Recipe, RunFiles, RunPlan> plans,
    EnvironmentRegistry environments,
    Supplier<Actors> actors,
    String version,
    boolean tensorboard) {

  /**
   * Runs it to its end or its interruption.
   *
   * @return the exit status
   */
  int run(Cell cell, Terminal terminal) {
    RunPlan plan = plans.apply(cell.recipe(), cell.files());
    RunView view = new RunView(new RunView.Form.Line(), tensorboard);
    if (cell.begun()) {
      try (RunDirectory held = RunDirectory.open(cell.files().root());
          RunShow show = RunShow.open(view, cell.recipe(), held.files(), terminal)) {
        return new Resumption(plan, show).run(environments, actors, version);
      }
    }
    String text = RecipeLoader.render(cell.recipe());
    try (RunDirectory held = RunDirectory.create(cell.files().root(), text);
        RunShow show = RunShow.open(view, cell.recipe(), held.files(), terminal)) {
      return new TrainingJob(plan, OptionalInt.empty())
          .run(environments, actors.get(), version, show);
    }
  }
}
