package io.belay.coordinator.run;

/**
 * An observer of runs.
 *
 * <p>Called on the coordinator's actor, one event after the other, hundreds of times a second: it
 * must neither block nor throw. One that throws is told nothing more.
 */
@FunctionalInterface
public interface RunListener {

  /** Something happened. */
  void onEvent(RunEvent event);
}
