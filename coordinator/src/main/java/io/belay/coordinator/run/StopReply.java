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
   * No run of the name is known, and the learner has not told its book yet, which may have it.
   *
   * @param message rule, {@code name=value} and remedy
   */
  record TooEarly(String runId, String message) implements StopReply {}

  /**
   * There is no such run.
   *
   * @param message rule, {@code name=value} and remedy
   */
  record Unknown(String runId, String message) implements StopReply {}
}
