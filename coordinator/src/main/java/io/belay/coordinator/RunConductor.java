package io.belay.coordinator;

import static io.belay.coordinator.run.RunPhase.COMPLETED;
import static io.belay.coordinator.run.RunPhase.FAILED;
import static io.belay.coordinator.run.RunPhase.RUNNING;
import static io.belay.coordinator.run.RunPhase.STARTING;
import static io.belay.coordinator.run.RunPhase.STOPPED;
import static io.belay.coordinator.run.RunPhase.STOPPING;
import static io.belay.coordinator.run.RunPhase.WAITING_FOR_WORKERS;

import io.belay.control.FromLearnerNode;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.coordinator.CoordinatorActor.AttachLearner;
import io.belay.coordinator.lease.LeasePlan;
import io.belay.coordinator.run.LeaseCause;
import io.belay.coordinator.run.Overview;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunPhase;
import io.belay.coordinator.run.RunSettings;
import io.belay.coordinator.run.StopReply;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.coordinator.worker.WorkerRoster;
import io.belay.coordinator.worker.WorkerSession;
import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Takes one run after the other from its submission to its end; used by the coordinator's actor
 * alone.
 */
final class RunConductor {
  private final RunSettings settings;
  private final InstantSource clock;
  private final WorkerRoster roster;
  private final Deadlines deadlines;
  private final Observers observers;
  private @Nullable AttachLearner learner;
  private @Nullable ActiveRun run;
  private boolean gatheringOver;

  RunConductor(
      RunSettings settings,
      InstantSource clock,
      WorkerRoster roster,
      Deadlines deadlines,
      Observers observers) {
    this.settings = settings;
    this.clock = clock;
    this.roster = roster;
    this.deadlines = deadlines;
    this.observers = observers;
  }

  /** Accepts a run, unless another is worked on. */
  SubmitReply submit(Submission submission) {
    if (run != null && !run.over()) {
      return new SubmitReply.Refused(
          submission.runId(),
          SubmitReply.Reason.QUEUE_FULL,
          "one run is worked on at a time: submitted=%s, active=%s, state=%s; stop that one or wait for its end"
              .formatted(submission.runId(), run.id(), run.state().phase()));
    }
    ActiveRun accepted = new ActiveRun(submission, settings.maxBlockFailures(), clock.instant());
    run = accepted;
    gatheringOver = false;
    observers.tell(
        new RunEvent.Submitted(
            submission.runId(),
            submission.recipe().name(),
            submission.recipe().environment().id(),
            submission.recipe().algorithm().name(),
            accepted.leases().blocks(),
            submission.workersWanted()));
    observers.tell(new RunEvent.PhaseChanged(accepted.state()));
    deadlines.set(Deadline.WORKERS, settings.workerWaitTimeout());
    startIfGathered(accepted);
    return new SubmitReply.Accepted(submission.runId(), 0, false);
  }

  /** Where everything stands. */
  Overview overview() {
    return new Overview(List.of(), List.of(), learner == null ? "" : learner.address());
  }

  /** The cluster's learner says something. */
  void onLearnerNode(FromLearnerNode message) {
    if (message instanceof FromLearnerNode.Told told) {
      onLearnerEvent(told.event());
    }
  }

  void attach(AttachLearner newLearner) {
    learner = newLearner;
    if (run != null) {
      startIfGathered(run);
    }
  }

  /** The learner's process or actor ended; what it held of the run is in its checkpoints. */
  void learnerGone(ActorRef<?> gone) {
    if (learner == null || !learner.actor().equals(gone)) {
      return;
    }
    learner = null;
    if (run != null && (run.is(STARTING) || run.is(RUNNING) || run.is(STOPPING))) {
      end(
          run,
          FAILED,
          run.failure()
              .orElse(
                  "the learner is gone: run=%s; see its log, then resume the run"
                      .formatted(run.id())));
    }
  }

  StopReply stop(String runId, String reason) {
    if (run == null || !run.id().equals(runId)) {
      return new StopReply.Unknown(runId, "a run that is stopped exists: run=" + runId);
    }
    StopReply taken = new StopReply.Taken(runId, run.state().phase().name());
    if (run.is(WAITING_FOR_WORKERS)) {
      end(run, STOPPED, reason);
      observers.tell(new RunEvent.Ended(runId, false, ""));
    } else if (run.is(STARTING) || run.is(RUNNING)) {
      askToStop(run, reason);
    }
    return taken;
  }

  void onLearnerEvent(LearnerEvent event) {
    if (run == null || run.over() || !run.id().equals(runId(event))) {
      return;
    }
    switch (event) {
      case LearnerEvent.RunStarted started -> onRunStarted(run, started);
      case LearnerEvent.BlockAdmitted admitted ->
          observers.tell(
              new RunEvent.BlockAdmitted(
                  admitted.runId(), admitted.iteration(), admitted.block(), admitted.workerId()));
      case LearnerEvent.BlockRefused refused ->
          observers.tell(
              new RunEvent.BlockRefused(
                  refused.runId(), refused.block(), refused.workerId(), refused.reason()));
      case LearnerEvent.IterationCompleted completed -> onIterationCompleted(run, completed);
      case LearnerEvent.CheckpointWritten written ->
          observers.tell(
              new RunEvent.Checkpoint(
                  written.runId(), written.iteration(), written.success(), written.detail()));
      case LearnerEvent.RunEnded ended -> onRunEnded(run, ended);
      case LearnerEvent.RunFailed failed -> onRunFailed(run, failed);
    }
  }

  private static String runId(LearnerEvent event) {
    return switch (event) {
      case LearnerEvent.RunStarted started -> started.runId();
      case LearnerEvent.BlockAdmitted admitted -> admitted.runId();
      case LearnerEvent.BlockRefused refused -> refused.runId();
      case LearnerEvent.IterationCompleted completed -> completed.runId();
      case LearnerEvent.CheckpointWritten written -> written.runId();
      case LearnerEvent.RunEnded ended -> ended.runId();
      case LearnerEvent.RunFailed failed -> failed.runId();
    };
  }

  void workerJoined() {
    if (run != null) {
      startIfGathered(run);
      replan(run, LeaseCause.WORKER_JOINED);
    }
  }

  void workerDraining() {
    if (run != null) {
      replan(run, LeaseCause.WORKER_DRAINING);
    }
  }

  void workerGone() {
    if (run != null) {
      replan(run, LeaseCause.WORKER_GONE);
    }
  }

  void leaseReturned(WorkerSession worker, FromWorker.LeaseReturned returned) {
    if (run != null && run.id().equals(returned.runId())) {
      returned.blocks().forEach(block -> run.leases().release(block, worker.workerId()));
      replan(run, LeaseCause.LEASE_RETURNED);
    }
  }

  void blockFailed(WorkerSession worker, FromWorker.BlockFailed failed) {
    if (run == null || !run.id().equals(failed.runId()) || !run.is(RUNNING)) {
      return;
    }
    observers.tell(
        new RunEvent.BlockFailed(
            run.id(), failed.block(), failed.iteration(), worker.workerId(), failed.message()));
    if (!worker.workerId().equals(run.leases().holders().get(failed.block()))) {
      return;
    }
    boolean another = run.leases().fail(failed.block(), failed.iteration(), worker.workerId());
    if (another && failed.retryable()) {
      replan(run, LeaseCause.BLOCK_FAILED);
    } else {
      fail(run, failed.message());
    }
  }

  void lanesRestarted(WorkerSession worker, long lanes) {
    if (run != null && lanes > 0) {
      observers.tell(new RunEvent.LanesRestarted(run.id(), worker.workerId(), lanes));
    }
  }

  void due(Deadline deadline) {
    if (run == null || run.over()) {
      return;
    }
    switch (deadline) {
      case GATHERING -> {
        gatheringOver = true;
        startIfGathered(run);
      }
      case WORKERS ->
          fail(
              run,
              "a run has a worker for its environment: run=%s, environment=%s, workers=%d, learner=%s, worker-wait-timeout=%s; start workers that offer it"
                  .formatted(
                      run.id(),
                      run.submission().recipe().environment().id(),
                      roster.size(),
                      learner == null ? "absent" : "present",
                      settings.workerWaitTimeout()));
      case START ->
          fail(
              run,
              "the learner starts a run in time: run=%s, start-timeout=%s"
                  .formatted(run.id(), settings.startTimeout()));
      case STOP ->
          end(
              run,
              FAILED,
              run.failure()
                  .orElse(
                      "the learner ends a run in time: run=%s, stop-timeout=%s; its last checkpoint may be missing"
                          .formatted(run.id(), settings.stopTimeout())));
    }
  }

  private void startIfGathered(ActiveRun waiting) {
    AttachLearner present = learner;
    if (!waiting.is(WAITING_FOR_WORKERS) || present == null) {
      return;
    }
    long available = waiting.workers(roster).stream().filter(worker -> !worker.draining()).count();
    if (available == 0) {
      return;
    }
    if (available < waiting.submission().workersWanted() && !gatheringOver) {
      if (!deadlines.isSet(Deadline.GATHERING)) {
        deadlines.set(Deadline.GATHERING, settings.gatherTimeout());
      }
      return;
    }
    deadlines.clear(Deadline.GATHERING);
    deadlines.clear(Deadline.WORKERS);
    deadlines.set(Deadline.START, settings.startTimeout());
    waiting
        .environment(roster)
        .map(waiting::specify)
        .ifPresent(specification -> {
          advance(waiting, STARTING, "");
          present.commands().accept(new LearnerCommand.StartRun(specification));
        });
  }

  private void onRunStarted(ActiveRun starting, LearnerEvent.RunStarted started) {
    starting.leases().advanceTo(started.iteration());
    if (starting.is(STARTING)) {
      deadlines.clear(Deadline.START);
      advance(starting, RUNNING, "");
      replan(starting, LeaseCause.RUN_STARTED);
    }
  }

  private void onIterationCompleted(ActiveRun running, LearnerEvent.IterationCompleted completed) {
    running.leases().advanceTo(completed.report().iteration() + 1);
    observers.tell(new RunEvent.Progress(completed.runId(), completed.report()));
  }

  private void onRunEnded(ActiveRun ending, LearnerEvent.RunEnded ended) {
    Optional<String> failure = ending.failure();
    if (failure.isPresent() && !ended.completed()) {
      end(ending, FAILED, failure.get());
      return;
    }
    String detail = ended.completed() ? "" : ending.state().detail();
    end(ending, ended.completed() ? COMPLETED : STOPPED, detail);
    observers.tell(new RunEvent.Ended(ended.runId(), ended.completed(), ended.parametersSha256()));
  }

  private void onRunFailed(ActiveRun failing, LearnerEvent.RunFailed failed) {
    end(failing, FAILED, failing.failure().orElse(failed.message()));
  }

  /**
   * Lets the learner save what there is, then ends the run as failed; at once where no learner
   * works on it.
   */
  private void fail(ActiveRun failing, String message) {
    if (failing.is(STARTING) || failing.is(RUNNING)) {
      failing.noteFailure(message);
      askToStop(failing, message);
    } else if (!failing.over()) {
      end(failing, FAILED, message);
    }
  }

  private void askToStop(ActiveRun stopping, String reason) {
    deadlines.clear(Deadline.START);
    deadlines.clear(Deadline.WORKERS);
    deadlines.set(Deadline.STOP, settings.stopTimeout());
    advance(stopping, STOPPING, reason);
    if (learner != null) {
      learner.commands().accept(new LearnerCommand.StopRun(stopping.id(), reason));
    }
  }

  private void end(ActiveRun ending, RunPhase phase, String detail) {
    for (Deadline deadline : Deadline.values()) {
      deadlines.clear(deadline);
    }
    advance(ending, phase, detail);
    String reason = detail.isEmpty() ? phase.name() : phase + ": " + detail;
    for (WorkerSession worker : List.copyOf(roster.all())) {
      if (worker.unassign(ending.id())) {
        worker.link().send(new FromCoordinator.RunEnded(ending.id(), reason));
      }
    }
    if (phase == FAILED) {
      observers.tell(new RunEvent.Failed(ending.id(), detail));
    }
  }

  private void advance(ActiveRun advancing, RunPhase phase, String detail) {
    advancing.advance(phase, clock.instant(), detail);
    observers.tell(new RunEvent.PhaseChanged(advancing.state()));
  }

  /** Leases stand while the run is going on; nothing is planned before and after. */
  private void replan(ActiveRun running, LeaseCause cause) {
    AttachLearner present = learner;
    if (!running.is(RUNNING) || present == null) {
      return;
    }
    LeasePlan plan =
        running
            .leases()
            .replan(running.workers(roster).stream().map(WorkerSession::capacity).toList());
    running
        .messages(present.address(), roster)
        .ifPresent(messages -> messages.send(plan, running.leases().iteration()));
    if (!plan.changesNothing()) {
      observers.tell(
          new RunEvent.LeasesChanged(
              running.id(), cause, plan.granted().size(), running.leases().held()));
    }
    watchForWorkers(running);
  }

  private void watchForWorkers(ActiveRun running) {
    if (running.leases().held() > 0) {
      deadlines.clear(Deadline.WORKERS);
    } else if (!deadlines.isSet(Deadline.WORKERS)) {
      deadlines.set(Deadline.WORKERS, settings.workerWaitTimeout());
    }
  }
}
