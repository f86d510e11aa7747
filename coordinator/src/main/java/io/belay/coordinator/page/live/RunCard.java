package io.belay.coordinator.page.live;

import io.belay.control.IterationReport;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunState;
import org.jspecify.annotations.Nullable;

/**
 * What the head of the page says of a run, as it was told.
 *
 * @param described null before it is told
 * @param state null before it is told
 * @param report of the newest iteration; null before the first
 * @param waiting runs that wait for their turn
 * @param held blocks that have a holder
 * @param refused blocks that the learner refused or dropped
 * @param saved the newest checkpoint
 * @param parametersSha256 of the last parameters, hexadecimal; empty while the run goes on
 */
record RunCard(
    RunEvent.Submitted submitted,
    RunEvent.@Nullable Described described,
    @Nullable RunState state,
    @Nullable IterationReport report,
    int waiting,
    int held,
    long refused,
    Saved saved,
    String parametersSha256) {

  /**
   * A checkpoint.
   *
   * @param iteration iterations completed in it; −1 for none
   * @param millis when it was told, milliseconds since 1970-01-01T00:00Z
   */
  record Saved(int iteration, long millis) {
    static final Saved NEVER = new Saved(-1, 0);
  }
}
