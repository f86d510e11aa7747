package io.belay.coordinator.run;

/** What becomes of the wish to end a run. */
public sealed interface StopReply {

  /**
   * The wish was taken up; a run that is over is left alone.
   *
   * @param phase where the run stood then
   */
  record Taken(String runId, String phase) implements StopReply {}

  /**
   * There is no such run.
   *
   * @param message rule, {@code name=value} and remedy
   */
  record Unknown(String runId, String message) implements StopReply {}
}
