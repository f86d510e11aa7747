package io.belay.coordinator.run;

import io.belay.control.IterationReport;
import io.belay.control.PolicyTable;
import io.belay.session.FromWorker.Heartbeat;
import java.util.Map;
import java.util.OptionalDouble;

/** What observers of a run are told, in the order in which the coordinator learns it. */
public sealed interface RunEvent {

  /** What happens to a run that was submitted. */
  sealed interface OfRun extends RunEvent {
    String runId();
  }

  /**
   * A run was taken up: it was accepted, and none is before it any more.
   *
   * @param blocks blocks that will be leased
   * @param workersWanted workers that were asked for
   */
  record Submitted(
      String runId,
      String recipe,
      String environment,
      String algorithm,
      int blocks,
      int workersWanted)
      implements RunEvent {}

  /**
   * What the run is about; told when it is taken up, and again when its environment is known.
   *
   * @param recipe the fully resolved recipe as HOCON text
   * @param iterations of the whole run
   * @param stepsPerIteration environment steps of each
   * @param rewardThreshold mean return from which the environment counts as solved; empty where it
   *     has none or is not known yet
   */
  record Described(
      String runId,
      String recipe,
      int iterations,
      int stepsPerIteration,
      OptionalDouble rewardThreshold)
      implements OfRun {}

  /**
   * Runs wait for their turn, or no longer.
   *
   * @param waiting how many do now
   * @param most how many may
   */
  record RunsQueued(int waiting, int most) implements RunEvent {}

  /**
   * A submission was not taken on, at once or when the learner's book of runs came.
   *
   * @param message rule, {@code name=value} and remedy
   * @param accepted whether it had been accepted before the book came, so that nobody else will
   *     tell who submitted it
   */
  record SubmissionRefused(
      String runId, SubmitReply.Reason reason, String message, boolean accepted)
      implements RunEvent {}

  /** The run passed to another phase. */
  record PhaseChanged(RunState state) implements OfRun {
    @Override
    public String runId() {
      return state.runId();
    }
  }

  /**
   * A worker registered.
   *
   * @param workers how many are registered now
   */
  record WorkerJoined(String workerId, int slots, int workers) implements RunEvent {}

  /**
   * A registered worker gave a sign of life.
   *
   * @param heartbeat what it said; its counters begin again at 0 where its process does
   */
  record WorkerReported(String workerId, Heartbeat heartbeat) implements RunEvent {}

  /** A worker announced that it is going; it holds no lease any more. */
  record WorkerDraining(String workerId, String reason) implements RunEvent {}

  /**
   * A worker that had announced it went.
   *
   * @param workers how many are registered now
   */
  record WorkerLeft(String workerId, int workers) implements RunEvent {}

  /**
   * A worker's session ended unannounced.
   *
   * @param workers how many are registered now
   */
  record WorkerLost(String workerId, String reason, int workers) implements RunEvent {}

  /**
   * Leases began or ended.
   *
   * @param granted blocks that got a holder
   * @param held blocks of the run that have a holder now
   */
  record LeasesChanged(String runId, LeaseCause cause, int granted, int held) implements OfRun {}

  /**
   * Who holds the run's blocks now; told when leases began or ended, before why they did.
   *
   * @param blocks how many each worker holds, by name; those without any are left out
   */
  record BlocksHeld(String runId, Map<String, Integer> blocks) implements OfRun {
    public BlocksHeld {
      blocks = Map.copyOf(blocks);
    }
  }

  /** A block could not be sampled. */
  record BlockFailed(String runId, int block, int iteration, String workerId, String message)
      implements OfRun {}

  /**
   * Lanes began new episodes because their environment could not save its state; from here on the
   * run differs from one that was not interrupted.
   *
   * @param lanes how many, at least 1
   */
  record LanesRestarted(String runId, String workerId, long lanes) implements OfRun {}

  /** The learner took a block. */
  record BlockAdmitted(String runId, int iteration, int block, String workerId) implements OfRun {}

  /** The learner refused or dropped a block. */
  record BlockRefused(String runId, int block, String workerId, String reason) implements OfRun {}

  /** An iteration was completed. */
  record Progress(String runId, IterationReport report) implements OfRun {}

  /** What the newest policy on a finite MDP is; told at most about once a second. */
  record PolicyEvaluated(String runId, PolicyTable table) implements OfRun {}

  /** A checkpoint was written, or could not be. */
  record Checkpoint(String runId, int iteration, boolean success, String detail) implements OfRun {}

  /**
   * The run is over without a fault.
   *
   * @param completed true where all iterations are done, false where the run was stopped before
   * @param parametersSha256 SHA-256 of the last parameters, hexadecimal; empty where the run never
   *     started
   */
  record Ended(String runId, boolean completed, String parametersSha256) implements OfRun {}

  /**
   * The run could not go on; nothing follows.
   *
   * @param notFinite whether an update was given up because a number was not finite
   */
  record Failed(String runId, String message, boolean notFinite) implements OfRun {

    /** For any other reason. */
    public Failed(String runId, String message) {
      this(runId, message, false);
    }
  }
}
