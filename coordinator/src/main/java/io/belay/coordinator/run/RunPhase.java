package io.belay.coordinator.run;

import java.util.EnumSet;
import java.util.Set;

/** Where a run stands in its life. */
public enum RunPhase {
  /** Taken up; too few workers that offer its environment have registered. */
  WAITING_FOR_WORKERS,
  /** The learner has been told to start and has not answered yet. */
  STARTING,
  /** Workers sample, the learner improves. */
  RUNNING,
  /** The learner is gone; another one, or the same one, goes on from its newest checkpoint. */
  WAITING_FOR_LEARNER,
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
      // A coordinator that has just come finds a run that its predecessor had begun, or its end.
      case WAITING_FOR_WORKERS ->
          EnumSet.of(STARTING, RUNNING, WAITING_FOR_LEARNER, COMPLETED, STOPPED, FAILED);
      // A resumed run may have been complete already.
      case STARTING ->
          EnumSet.of(RUNNING, WAITING_FOR_LEARNER, STOPPING, COMPLETED, STOPPED, FAILED);
      case RUNNING -> EnumSet.of(WAITING_FOR_LEARNER, STOPPING, COMPLETED, STOPPED, FAILED);
      case WAITING_FOR_LEARNER ->
          EnumSet.of(WAITING_FOR_WORKERS, STARTING, RUNNING, COMPLETED, STOPPED, FAILED);
      // The last iteration may be done before the wish to stop arrives.
      case STOPPING -> EnumSet.of(COMPLETED, STOPPED, FAILED);
      case COMPLETED, STOPPED, FAILED -> EnumSet.noneOf(RunPhase.class);
    };
  }
}
