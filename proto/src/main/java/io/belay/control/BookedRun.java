package io.belay.control;

import io.belay.error.BelayException;
import java.time.Instant;

/**
 * A run in the {@link RunBook}.
 *
 * @param runId name of the run; not blank
 * @param recipe the fully resolved recipe as HOCON text
 * @param workersWanted workers to wait for before the run starts, at least 1
 * @param submitted when it was given to a coordinator
 * @param state what became of it
 * @param detail one sentence for people; empty where the state says it all
 * @param parametersSha256 SHA-256 of the last parameters, hexadecimal; empty while the run is not
 *     over or where it never started
 */
public record BookedRun(
    String runId,
    String recipe,
    int workersWanted,
    Instant submitted,
    State state,
    String detail,
    String parametersSha256) {

  /** What became of a run. */
  public enum State {
    /** Waits for the runs before it. */
    QUEUED,
    /** Is the one that is worked on. */
    ACTIVE,
    /** All iterations are done. */
    COMPLETED,
    /** Ended before its last iteration because someone asked. */
    STOPPED,
    /** Could not go on; the detail says why. */
    FAILED;

    /** Whether the run is over. */
    public boolean over() {
      return this == COMPLETED || this == STOPPED || this == FAILED;
    }
  }

  public BookedRun {
    if (runId.isBlank() || recipe.isBlank() || workersWanted < 1) {
      throw BelayException.invalid(
          "a booked run has a name, a recipe and at least one worker: runId=\"%s\", recipe=%d characters, workersWanted=%d"
              .formatted(runId, recipe.length(), workersWanted));
    }
  }

  /** The run in another state. */
  public BookedRun with(State next, String nextDetail, String sha256) {
    return new BookedRun(runId, recipe, workersWanted, submitted, next, nextDetail, sha256);
  }
}
