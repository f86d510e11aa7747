package io.belay.coordinator;

import static io.belay.coordinator.run.RunPhase.RUNNING;
import static io.belay.coordinator.run.RunPhase.STARTING;
import static io.belay.coordinator.run.RunPhase.STOPPING;
import static io.belay.coordinator.run.RunPhase.WAITING_FOR_LEARNER;
import static io.belay.coordinator.run.RunPhase.WAITING_FOR_WORKERS;

import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.control.RunSpecification;
import io.belay.control.RunStanding;
import io.belay.coordinator.run.LeaseCause;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunSettings;
import io.belay.coordinator.worker.WorkerRoster;
import io.belay.coordinator.worker.WorkerSession;
import io.belay.session.FromWorker;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is next for the run that is worked on, whenever learner, workers or time have
 * something to say.
 *
 * <p>What the learner of a cluster is told may be lost, and what it tells too. So nothing depends
 * on a single message: {@link #follow} takes the learner's standing, which comes with every sign of
 * life, and does or says again whatever is missing.
 */
final class RunConductor {
  private final RunSettings settings;
  private final WorkerRoster roster;
  private final Deadlines deadlines;
  private final Observers observers;
  private final LearnerSeat learner;
  private final RunPassage passage;
  private @Nullable ActiveRun run;
  private boolean gatheringOver;

  RunConductor(
      RunSettings settings,
      WorkerRoster roster,
      Deadlines deadlines,
      Observers observers,
      LearnerSeat learner,
      RunPassage passage) {
    this.settings = settings;
    this.roster = roster;
    this.deadlines = deadlines;
    this.observers = observers;
    this.learner = learner;
    this.passage = passage;
  }

  /** The run that is worked on; empty where none is. */
  Optional<ActiveRun> run() {
    return Optional.ofNullable(current());
  }

  private @Nullable ActiveRun current() {
    return run == null || run.over() ? null : run;
  }

  /** Begins to work on a run, with what workers and learner there are. */
  void take(ActiveRun next) {
    run = next;
    gatheringOver = false;
    passage.begin(next);
    if (learner.remote()) {
      follow(next, learner.standing());
    } else {
      startIfGathered(next);
    }
  }

  /** Ends the run after its running update with a checkpoint; at once where none is under way. */
  void stop(String reason) {
    run().ifPresent(stopping -> passage.stop(stopping, reason));
  }

  /** Ends the run, whoever works on it, because it is not the one to be worked on. */
  void supersede(String message) {
    run().ifPresent(superseded -> passage.failed(superseded, message));
  }

  /** An actor of this process has become the learner. */
  void learnerCame() {
    run().ifPresent(this::startIfGathered);
  }

  /** The learner's actor ended; what it held of the run is in its checkpoints. */
  void learnerEnded() {
    run()
        .filter(left -> left.is(STARTING) || left.is(RUNNING) || left.is(STOPPING))
        .ifPresent(left ->
            passage.failed(
                left,
                "the learner is gone: run=%s; see its log, then resume the run"
                    .formatted(left.id())));
  }

  /** The learner of the cluster is gone, for now or for ever; the run waits for one. */
  void learnerGone() {
    run()
        .filter(left -> left.is(WAITING_FOR_WORKERS) || left.is(STARTING) || left.is(RUNNING))
        .ifPresent(passage::waitForLearner);
  }

  /** The learner of the cluster has the book on its disk. */
  void bookKept() {
    run().filter(starting -> starting.is(STARTING)).ifPresent(passage::command);
  }

  /** The learner of the cluster is there and says how far it is. */
  void learnerStands(RunStanding standing) {
    ActiveRun followed = current();
    if (learner.busy() && (followed == null || !followed.concerns(standing))) {
      learner.command(
          new LearnerCommand.StopRun(standing.runId(), "it is not the run that is worked on"));
    }
    if (followed != null) {
      follow(followed, standing);
    }
  }

  /** Takes the run to where the learner is with it, or the learner to where the run is. */
  private void follow(ActiveRun followed, RunStanding standing) {
    RunStanding.Phase phase =
        followed.concerns(standing) ? standing.phase() : RunStanding.Phase.IDLE;
    switch (phase) {
      case IDLE -> workOn(followed);
      case OPENING, RUNNING -> underWay(followed, standing);
      case COMPLETED -> passage.ended(followed, true, standing.parametersSha256(), "");
      case STOPPED ->
          passage.ended(
              followed,
              false,
              standing.parametersSha256(),
              followed.is(STOPPING) ? followed.state().detail() : standing.detail());
      case FAILED -> passage.failed(followed, standing.detail());
    }
  }

  /** The learner does not work on the run: has it begin, unless it has another to stop first. */
  private void workOn(ActiveRun wanted) {
    switch (wanted.state().phase()) {
      case WAITING_FOR_WORKERS -> startIfGathered(wanted);
      case STARTING -> passage.command(wanted);
      case RUNNING -> passage.waitForLearner(wanted);
      case WAITING_FOR_LEARNER -> {
        if (wanted.specification().isEmpty()) {
          passage.waitForWorkers(wanted);
          startIfGathered(wanted);
        } else if (!learner.busy()) {
          passage.start(wanted);
        }
      }
      case STOPPING -> {
        if (!learner.busy()) {
          passage.ended(wanted, false, "", wanted.state().detail());
        }
      }
      case COMPLETED, STOPPED, FAILED -> {}
    }
  }

  /** The learner works on the run, perhaps since before this coordinator. */
  private void underWay(ActiveRun known, RunStanding standing) {
    known.seen();
    if (known.is(STOPPING)) {
      learner.command(new LearnerCommand.StopRun(known.id(), known.state().detail()));
      return;
    }
    if (known.specification().isEmpty()) {
      learner.underWay(known.id()).ifPresent(known::adopt);
    }
    if (known.specification().isEmpty()) {
      learner.wantState();
    } else if (standing.phase() == RunStanding.Phase.RUNNING) {
      awaitBlocks(known, standing.iteration());
    } else if (known.is(WAITING_FOR_WORKERS) || known.is(WAITING_FOR_LEARNER)) {
      passage.opening(known);
    }
  }

  /** The learner awaits blocks of an iteration, which may be the first or come after a resume. */
  private void awaitBlocks(ActiveRun known, int iteration) {
    Optional<RunSpecification> specification = known.specification();
    if (known.is(RUNNING)) {
      known.leases().advanceTo(iteration);
    } else if (specification.isPresent()) {
      passage.running(known, specification.get(), iteration);
      planIfGathered(known);
      watchForWorkers(known);
    }
  }

  void onLearnerEvent(LearnerEvent event) {
    ActiveRun told = current();
    if (told == null || !told.id().equals(event.runId())) {
      return;
    }
    switch (event) {
      case LearnerEvent.RunStarted started -> onRunStarted(told, started.iteration());
      case LearnerEvent.BlockAdmitted admitted -> {
        told.leases().admitted(admitted.iteration(), admitted.block());
        observers.tell(
            new RunEvent.BlockAdmitted(
                admitted.runId(), admitted.iteration(), admitted.block(), admitted.workerId()));
      }
      case LearnerEvent.BlockRefused refused ->
          observers.tell(
              new RunEvent.BlockRefused(
                  refused.runId(), refused.block(), refused.workerId(), refused.reason()));
      case LearnerEvent.IterationCompleted completed -> {
        told.leases().advanceTo(completed.report().iteration() + 1);
        observers.tell(new RunEvent.Progress(completed.runId(), completed.report()));
      }
      case LearnerEvent.CheckpointWritten written ->
          observers.tell(
              new RunEvent.Checkpoint(
                  written.runId(), written.iteration(), written.success(), written.detail()));
      case LearnerEvent.PolicyEvaluated evaluated ->
          observers.tell(new RunEvent.PolicyEvaluated(evaluated.runId(), evaluated.table()));
      case LearnerEvent.RunEnded ended ->
          passage.ended(told, ended.completed(), ended.parametersSha256(), told.state().detail());
      case LearnerEvent.RunFailed failed -> {
        told.noteNotFinite(failed.notFinite());
        passage.failed(told, failed.message());
      }
    }
  }

  private void onRunStarted(ActiveRun started, int iteration) {
    started.seen();
    if (started.is(STOPPING)) {
      return;
    }
    if (started.is(RUNNING) && iteration < started.leases().iteration()) {
      // The learner lost iterations without going: everyone samples them again.
      passage.waitForLearner(started);
    }
    awaitBlocks(started, iteration);
  }

  /** A worker has registered, for the first time or again. */
  void workerJoined(WorkerSession worker) {
    run()
        .ifPresent(joined -> {
          joined.leases().joined(worker);
          planIfGathered(joined);
          watchForWorkers(joined);
          startIfGathered(joined);
        });
  }

  /** Workers went, or are going. */
  void workersChanged(LeaseCause cause) {
    run()
        .ifPresent(left -> {
          left.leases().replan(cause);
          watchForWorkers(left);
        });
  }

  /** Time has passed: looks for blocks that are late. */
  void moveOverdue() {
    run().ifPresent(running -> running.leases().moveOverdue());
  }

  /** Time has passed: looks at the workers' speeds. */
  void rebalance() {
    run().ifPresent(running -> running.leases().rebalance());
  }

  void leaseReturned(WorkerSession worker, FromWorker.LeaseReturned returned) {
    run()
        .filter(running -> running.id().equals(returned.runId()))
        .ifPresent(running -> {
          running.leases().returned(worker, returned.blocks());
          watchForWorkers(running);
        });
  }

  void blockFailed(WorkerSession worker, FromWorker.BlockFailed failed) {
    ActiveRun running = current();
    if (running == null || !running.id().equals(failed.runId())) {
      return;
    }
    if (!running.is(RUNNING)) {
      running.leases().dropped(worker, failed.block());
      return;
    }
    observers.tell(
        new RunEvent.BlockFailed(
            running.id(), failed.block(), failed.iteration(), worker.workerId(), failed.message()));
    if (!running.leases().failed(worker, failed)) {
      passage.fail(running, failed.message());
    }
  }

  void lanesRestarted(WorkerSession worker, long lanes) {
    if (run != null && lanes > 0) {
      observers.tell(new RunEvent.LanesRestarted(run.id(), worker.workerId(), lanes));
    }
  }

  void due(Deadline deadline) {
    ActiveRun waiting = current();
    if (waiting == null) {
      return;
    }
    switch (deadline) {
      case GATHERING -> {
        gatheringOver = true;
        planIfGathered(waiting);
        watchForWorkers(waiting);
        startIfGathered(waiting);
      }
      case WORKERS -> passage.fail(waiting, Impatience.workers(waiting, roster, learner, settings));
      case START -> passage.fail(waiting, Impatience.start(waiting, settings));
      case STOP -> giveUpStopping(waiting);
      case LEARNER -> passage.failed(waiting, Impatience.learner(waiting, settings));
    }
  }

  private void giveUpStopping(ActiveRun stopping) {
    if (stopping.failure().isEmpty() && learner.remote() && !learner.ready()) {
      passage.ended(stopping, false, "", Impatience.stoppedWithoutLearner(stopping));
    } else {
      passage.failed(stopping, Impatience.stop(stopping, settings));
    }
  }

  private void startIfGathered(ActiveRun waiting) {
    if (!waiting.is(WAITING_FOR_WORKERS) || !learner.ready() || learner.busy()) {
      return;
    }
    long available = waiting.available(roster);
    if (available == 0) {
      return;
    }
    if (available < waiting.workersWanted() && !gatheringOver) {
      if (!deadlines.isSet(Deadline.GATHERING)) {
        deadlines.set(Deadline.GATHERING, settings.gatherTimeout());
      }
      return;
    }
    waiting.environment(roster).ifPresent(waiting::specify);
    passage.start(waiting);
  }

  /** Plans the leases of a run that was taken over, once those that may hold some are back. */
  private void planIfGathered(ActiveRun adopted) {
    if (adopted.leases().gathering()
        && (adopted.available(roster) >= adopted.workersWanted() || gatheringOver)) {
      deadlines.clear(Deadline.GATHERING);
      adopted.leases().gathered();
    }
  }

  private void watchForWorkers(ActiveRun running) {
    if (!running.is(RUNNING) || running.leases().gathering()) {
      return;
    }
    if (running.leases().held() > 0) {
      deadlines.clear(Deadline.WORKERS);
    } else if (!deadlines.isSet(Deadline.WORKERS)) {
      deadlines.set(Deadline.WORKERS, settings.workerWaitTimeout());
    }
  }
}
