package io.belay.control;

/**
 * What a learner tells its coordinator. No event is on the path of an iteration: the learner waits
 * for none of them to be read.
 */
public sealed interface LearnerEvent {

  /** The run that it happened in; may be empty where it could not be told. */
  String runId();

  /** The run has begun or has been resumed; blocks of {@code iteration} are awaited. */
  record RunStarted(String runId, int iteration) implements LearnerEvent {}

  /** A block was admitted for an iteration. */
  record BlockAdmitted(String runId, int iteration, int block, String workerId)
      implements LearnerEvent {}

  /** A block was refused or dropped. */
  record BlockRefused(String runId, int block, String workerId, String reason)
      implements LearnerEvent {}

  /** An iteration has been completed: version {@code report.version()} is published. */
  record IterationCompleted(String runId, IterationReport report) implements LearnerEvent {}

  /** A checkpoint was written, or could not be. */
  record CheckpointWritten(String runId, int iteration, boolean success, String detail)
      implements LearnerEvent {}

  /** What the newest policy of a run on a finite MDP is; told at most about once a second. */
  record PolicyEvaluated(String runId, PolicyTable table) implements LearnerEvent {}

  /**
   * All iterations are done, or the run was stopped before; a checkpoint of its last iteration is
   * on disk.
   */
  record RunEnded(String runId, boolean completed, String parametersSha256)
      implements LearnerEvent {}

  /**
   * The run cannot go on.
   *
   * @param notFinite whether an update was given up because a number was not finite
   */
  record RunFailed(String runId, String message, boolean notFinite) implements LearnerEvent {

    /** For any other reason. */
    public RunFailed(String runId, String message) {
      this(runId, message, false);
    }
  }
}
