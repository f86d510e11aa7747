package io.belay.coordinator.run;

/** What becomes of a submission. */
public sealed interface SubmitReply {

  /**
   * The run is in the book; observers are told the rest.
   *
   * @param ahead runs before it, the active one included
   * @param known whether it was there already
   */
  record Accepted(String runId, int ahead, boolean known) implements SubmitReply {}

  /**
   * The run was not accepted.
   *
   * @param message rule, {@code name=value} and remedy
   */
  record Refused(String runId, Reason reason, String message) implements SubmitReply {}

  /** Why a submission is refused. */
  enum Reason {
    /** A run of the name has another recipe; another name. */
    ANOTHER_RECIPE,
    /** As many runs wait as the settings allow; later. */
    QUEUE_FULL
  }
}
