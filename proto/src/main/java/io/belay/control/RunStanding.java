package io.belay.control;

import io.belay.error.BelayException;

/**
 * How far a learner is with the run that it was last told to begin.
 *
 * @param runId the run; empty where the learner is {@link Phase#IDLE}
 * @param iteration the iteration whose blocks are awaited, or the number of those completed where
 *     the run is over; 0 where the learner is idle or still opens the run
 * @param detail why the run failed or was stopped; empty otherwise
 * @param parametersSha256 SHA-256 of the last parameters, hexadecimal, where the run was completed
 *     or stopped; empty otherwise
 */
public record RunStanding(
    String runId, Phase phase, int iteration, String detail, String parametersSha256) {

  /** How far. */
  public enum Phase {
    /** No run was begun in this process, or the coordinator has seen its end. */
    IDLE,
    /** The run is being opened, perhaps from a checkpoint. */
    OPENING,
    /** Blocks are awaited. */
    RUNNING,
    /** All iterations are done. */
    COMPLETED,
    /** Ended because someone asked; it can be resumed. */
    STOPPED,
    /** Could not go on. */
    FAILED
  }

  public RunStanding {
    if (runId.isBlank() != (phase == Phase.IDLE) || iteration < 0) {
      throw BelayException.invalid(
          "a standing names its run, and no run where the learner is idle: runId=\"%s\", phase=%s, iteration=%d"
              .formatted(runId, phase, iteration));
    }
  }

  /** The standing of a learner that has nothing to do. */
  public static RunStanding idle() {
    return new RunStanding("", Phase.IDLE, 0, "", "");
  }
}
