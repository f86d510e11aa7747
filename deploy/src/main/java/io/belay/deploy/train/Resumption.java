package io.belay.deploy.train;

import io.belay.deploy.process.Actors;
import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.process.RunPlan;
import io.belay.learner.run.Summary;
import io.belay.worker.environment.EnvironmentRegistry;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Goes on with a run from what is saved of it: trains what is left to train, evaluates where that
 * is all that is left, and ends as if the run had never stopped.
 *
 * @param plan the run; its directory is there and locked by this process
 * @param show where the run is shown
 */
public record Resumption(RunPlan plan, RunShow show) {

  /**
   * Does what is left.
   *
   * @param actors asked for only where there is something to train
   * @param version of Belay
   * @return the exit status
   */
  public int run(EnvironmentRegistry environments, Supplier<Actors> actors, String version) {
    Saved saved = Saved.in(plan.files(), plan.recipe());
    OptionalInt from = OptionalInt.of(saved.iterations());
    if (!saved.complete(plan.recipe())) {
      return new TrainingJob(plan, from).run(environments, actors.get(), version, show);
    }
    if (Summary.saysEvaluated(plan.files())) {
      show.terminal().line(Words.nothingToDo(plan.recipe()));
      return show.ended(ExitStatus.DONE);
    }
    return show.ended(Conclusion.of(plan, from, show.terminal()).completed(environments));
  }
}
