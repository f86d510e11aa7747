package io.belay.coordinator.run;

import java.util.EnumSet;
import java.util.Set;

/** Where a run stands in its life. */
public enum RunPhase {
  /** Accepted; too few workers that offer its environment have registered. */
  WAITING_FOR_WORKERS,
  /** The learner has been told to start and has not answered yet. */
  STARTING,
  /** Workers sample, the learner improves. */
  RUNNING,
  /** The learner writes its last checkpoint because the run was asked to stop or cannot go on. */
  STOPPING,
  /** All iterations are done. */
  COMPLETED,
  /** Ended before its last iteration because someone asked; it can be resumed. */
  STOPPED,
  /** Could not go on; the detail says why. */
  FAILED;

  /** Whether the run is over. */
  public boolean terminal() {
    return this == COMPLETED || this == STOPPED || this == FAILED;
  }

  /** Whether a run in this phase may pass to {@code next}. */
  public boolean leadsTo(RunPhase next) {
    return successors().contains(next);
  }

  private Set<RunPhase> successors() {
    return switch (this) {
      case WAITING_FOR_WORKERS -> EnumSet.of(STARTING, STOPPED, FAILED);
      // A resumed run may have been complete already.
      case STARTING -> EnumSet.of(RUNNING, STOPPING, COMPLETED, FAILED);
      case RUNNING -> EnumSet.of(STOPPING, COMPLETED, STOPPED, FAILED);
      // The last iteration may be done before the wish to stop arrives.
      case STOPPING -> EnumSet.of(COMPLETED, STOPPED, FAILED);
      case COMPLETED, STOPPED, FAILED -> EnumSet.noneOf(RunPhase.class);
    };
  }
}
