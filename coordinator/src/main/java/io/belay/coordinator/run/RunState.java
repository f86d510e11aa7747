package io.belay.coordinator.run;

import java.time.Instant;

/**
 * The phase of a run, since when, and why.
 *
 * @param runId the run
 * @param phase where it stands
 * @param since when it came there
 * @param detail one sentence for people; empty where the phase says it all
 */
public record RunState(String runId, RunPhase phase, Instant since, String detail) {

  /** The state of a run that has just been accepted. */
  public static RunState submitted(String runId, Instant now) {
    return new RunState(runId, RunPhase.WAITING_FOR_WORKERS, now, "");
  }

  /**
   * The state after a transition.
   *
   * @throws IllegalStateException where the phase does not lead to {@code next}
   */
  public RunState advance(RunPhase next, Instant now, String detail) {
    if (!phase.leadsTo(next)) {
      throw new IllegalStateException(
          "a run does not go from one phase to any other: run=%s, from=%s, to=%s"
              .formatted(runId, phase, next));
    }
    return new RunState(runId, next, now, detail);
  }
}
