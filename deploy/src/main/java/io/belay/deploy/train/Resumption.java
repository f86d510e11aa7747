package io.belay.deploy.train;

import io.belay.deploy.console.Terminal;
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
 */
public record Resumption(RunPlan plan, Terminal terminal) {

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
      return new TrainingJob(plan, from).run(environments, actors.get(), version, terminal);
    }
    if (Summary.saysEvaluated(plan.files())) {
      terminal.line(Words.nothingToDo(plan.recipe()));
      return ExitStatus.DONE;
    }
    return Conclusion.of(plan, from, terminal).completed(environments);
  }
}
