package io.belay.deploy.role;

import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunListener;
import org.slf4j.Logger;

/**
 * The changes of a run and of its workers, a log line each; what happens all the time is left out.
 */
record EventLines(Logger log) implements RunListener {

  @Override
  public void onEvent(RunEvent event) {
    switch (event) {
      case RunEvent.Submitted run ->
          log.info(
              "run taken up: {} ({} on {}, {} blocks, {} workers wanted)",
              run.runId(),
              run.algorithm(),
              run.environment(),
              run.blocks(),
              run.workersWanted());
      case RunEvent.SubmissionRefused refused ->
          log.warn("run {} was not taken on: {}", refused.runId(), refused.message());
      case RunEvent.PhaseChanged changed ->
          log.info(
              "run {}: {}{}",
              changed.runId(),
              changed.state().phase(),
              changed.state().detail().isEmpty() ? "" : ", " + changed.state().detail());
      case RunEvent.WorkerJoined joined ->
          log.info(
              "worker joined: {}, slots={}, workers={}",
              joined.workerId(),
              joined.slots(),
              joined.workers());
      case RunEvent.WorkerDraining draining ->
          log.info("worker drains: {}, {}", draining.workerId(), draining.reason());
      case RunEvent.WorkerLeft left ->
          log.info("worker left: {}, workers={}", left.workerId(), left.workers());
      case RunEvent.WorkerLost lost ->
          log.info(
              "worker lost: {}, {}, workers={}", lost.workerId(), lost.reason(), lost.workers());
      case RunEvent.LeasesChanged leases ->
          log.info(
              "leases moved: {}, granted={}, held={}",
              leases.cause(),
              leases.granted(),
              leases.held());
      case RunEvent.BlockFailed failed ->
          log.info(
              "block failed: block={}, iteration={}, worker={}: {}",
              failed.block(),
              failed.iteration(),
              failed.workerId(),
              failed.message());
      case RunEvent.LanesRestarted lanes ->
          log.info("lanes restarted: lanes={}, worker={}", lanes.lanes(), lanes.workerId());
      case RunEvent.Checkpoint checkpoint -> {
        if (!checkpoint.success()) {
          log.warn("checkpoint failed: run={}: {}", checkpoint.runId(), checkpoint.detail());
        }
      }
      case RunEvent.Ended ended ->
          log.info(
              "run {}: {}, parametersSha256={}",
              ended.runId(),
              ended.completed() ? "completed" : "stopped",
              ended.parametersSha256());
      case RunEvent.Failed failed ->
          log.info("run {} failed: {}", failed.runId(), failed.message());
      case RunEvent.RunsQueued unused -> {}
      case RunEvent.WorkerReported unused -> {}
      case RunEvent.Described unused -> {}
      case RunEvent.BlocksHeld unused -> {}
      case RunEvent.PolicyEvaluated unused -> {}
      case RunEvent.BlockAdmitted unused -> {}
      case RunEvent.BlockRefused unused -> {}
      case RunEvent.Progress unused -> {}
    }
  }
}
