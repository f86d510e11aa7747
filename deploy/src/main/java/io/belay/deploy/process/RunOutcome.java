package io.belay.deploy.process;

/** How a run ended. */
public sealed interface RunOutcome {

  /** All iterations are done. */
  record Completed() implements RunOutcome {}

  /** It was stopped before; its last checkpoint is on disk. */
  record Stopped() implements RunOutcome {}

  /**
   * It could not go on.
   *
   * @param message rule, {@code name=value} and remedy
   */
  record Failed(String message) implements RunOutcome {}
}
