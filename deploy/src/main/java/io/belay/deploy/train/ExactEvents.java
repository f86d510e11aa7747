package io.belay.deploy.train;

import io.belay.control.IterationReport;
import io.belay.control.PolicyTable;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunListener;
import io.belay.coordinator.run.RunPhase;
import io.belay.coordinator.run.RunState;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A run of an exact algorithm, told as a coordinator tells one that samples: to the same observers,
 * on the thread that trains.
 */
final class ExactEvents {
  private static final long TABLE_MILLIS = 1000;

  private final String runId;
  private final Recipe recipe;
  private final List<RunListener> listeners;
  private final InstantSource clock;
  private long toldTableAt = Long.MIN_VALUE;

  ExactEvents(String runId, Recipe recipe, List<RunListener> listeners, InstantSource clock) {
    this.runId = runId;
    this.recipe = recipe;
    this.listeners = listeners;
    this.clock = clock;
  }

  /** Training begins. */
  void begins() {
    tell(
        new RunEvent.Submitted(
            runId, recipe.name(), recipe.environment().id(), recipe.algorithm().name(), 0, 0));
    tell(
        new RunEvent.Described(
            runId, RecipeLoader.render(recipe), recipe.iterations(), 0, OptionalDouble.empty()));
    phase(RunPhase.RUNNING, "");
  }

  /**
   * An iteration was done.
   *
   * @param table the policy that it made; asked for at most once a second, and at the end
   */
  void iteration(IterationReport report, Supplier<Optional<PolicyTable>> table) {
    tell(new RunEvent.Progress(runId, report));
    long now = clock.millis();
    boolean last = report.version() == recipe.iterations();
    if (last || toldTableAt == Long.MIN_VALUE || now - toldTableAt >= TABLE_MILLIS) {
      toldTableAt = now;
      table.get().ifPresent(drawn -> tell(new RunEvent.PolicyEvaluated(runId, drawn)));
    }
  }

  void ended(boolean completed, String parametersSha256) {
    phase(completed ? RunPhase.COMPLETED : RunPhase.STOPPED, "");
    tell(new RunEvent.Ended(runId, completed, parametersSha256));
  }

  void failed(String message) {
    phase(RunPhase.FAILED, message);
    tell(new RunEvent.Failed(runId, message));
  }

  private void phase(RunPhase phase, String detail) {
    tell(new RunEvent.PhaseChanged(new RunState(runId, phase, clock.instant(), detail)));
  }

  private void tell(RunEvent event) {
    listeners.forEach(listener -> listener.onEvent(event));
  }
}
