package io.belay.deploy.process;

import io.belay.control.IterationReport;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunListener;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Follows a run to its end, which is told by the coordinator, or by the guardian where a role of
 * this process fails.
 */
final class RunWatch implements RunListener {
  private final Consumer<IterationReport> progress;
  private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();

  RunWatch(Consumer<IterationReport> progress) {
    this.progress = progress;
  }

  @Override
  public void onEvent(RunEvent event) {
    switch (event) {
      case RunEvent.Progress iteration -> progress.accept(iteration.report());
      case RunEvent.Ended ended ->
          outcome.complete(
              ended.completed() ? new RunOutcome.Completed() : new RunOutcome.Stopped());
      case RunEvent.Failed failed -> outcome.complete(new RunOutcome.Failed(failed.message()));
      case RunEvent.Submitted unused -> {}
      case RunEvent.Described unused -> {}
      case RunEvent.RunsQueued unused -> {}
      case RunEvent.SubmissionRefused unused -> {}
      case RunEvent.PhaseChanged unused -> {}
      case RunEvent.WorkerJoined unused -> {}
      case RunEvent.WorkerReported unused -> {}
      case RunEvent.WorkerDraining unused -> {}
      case RunEvent.WorkerLeft unused -> {}
      case RunEvent.WorkerLost unused -> {}
      case RunEvent.LeasesChanged unused -> {}
      case RunEvent.BlocksHeld unused -> {}
      case RunEvent.BlockFailed unused -> {}
      case RunEvent.LanesRestarted unused -> {}
      case RunEvent.BlockAdmitted unused -> {}
      case RunEvent.BlockRefused unused -> {}
      case RunEvent.PolicyEvaluated unused -> {}
      case RunEvent.Checkpoint unused -> {}
    }
  }

  /** Ends the run with a role that fails, unless it has ended already. */
  <T> ActorRef<T> follow(Role<T> role) {
    role.ended()
        .whenComplete((unused, cause) -> {
          if (cause != null) {
            outcome.complete(
                new RunOutcome.Failed(
                    "a role of this process failed; see belay.log, then resume the run: role=%s, cause=%s"
                        .formatted(role.name(), cause)));
          }
        });
    return role.actor();
  }

  CompletableFuture<RunOutcome> outcome() {
    return outcome;
  }
}
