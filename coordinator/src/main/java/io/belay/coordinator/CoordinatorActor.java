package io.belay.coordinator;

import io.belay.control.FromLearnerNode;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.control.ToLearnerNode;
import io.belay.coordinator.run.LeaseCause;
import io.belay.coordinator.run.Overview;
import io.belay.coordinator.run.RunDesk;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunListener;
import io.belay.coordinator.run.StopReply;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.coordinator.service.FrontDoor;
import io.belay.coordinator.worker.SessionEnd;
import io.belay.coordinator.worker.SessionRefusal;
import io.belay.coordinator.worker.WorkerInbox;
import io.belay.coordinator.worker.WorkerLink;
import io.belay.coordinator.worker.WorkerRoster;
import io.belay.coordinator.worker.WorkerSession;
import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Brings workers, learner and run together: who is there, who holds which block, where the run
 * stands.
 *
 * <p>It is never on the path of an iteration: leases stand until something changes, and what the
 * learner tells it is only counted and passed on.
 */
public final class CoordinatorActor extends AbstractMatchingBehavior<CoordinatorActor.Command> {

  /** What the actor is told. */
  public sealed interface Command {}

  /**
   * Train a policy: at once, or when the runs before it are over.
   *
   * @param replyTo is told whether the run was accepted
   */
  public record SubmitRun(Submission submission, ActorRef<SubmitReply> replyTo)
      implements Command {}

  /** Finish the running update, write a checkpoint and end the run, or take it from the queue. */
  public record StopRun(String runId, String reason, ActorRef<StopReply> replyTo)
      implements Command {}

  /** Wants to know where everything stands. */
  public record OverviewWanted(ActorRef<Overview> replyTo) implements Command {}

  /** The active learner of the cluster says something. */
  public record FromNode(FromLearnerNode message) implements Command {}

  /** Wants the reference that a learner tells its events to. */
  public record LearnerEventsWanted(ActorRef<ActorRef<LearnerEvent>> replyTo) implements Command {}

  /**
   * A learner introduces itself.
   *
   * @param actor whose end is the learner's end
   * @param commands takes commands from any thread, without blocking: the actor's {@code tell}
   * @param address where workers reach it, {@code host:port} or {@code inprocess:NAME}
   */
  public record AttachLearner(ActorRef<?> actor, Consumer<LearnerCommand> commands, String address)
      implements Command {}

  private record FromLearner(LearnerEvent event) implements Command {}

  private record FromSession(WorkerLink link, FromWorker message) implements Command {}

  private record SessionClosed(WorkerLink link, String reason) implements Command {}

  private record Due(Deadline deadline) implements Command {}

  /** Time to look for silent workers and for a silent learner. */
  private enum LookForSilence implements Command {
    INSTANCE
  }

  /** Time to look for blocks that are overdue. */
  private enum LookForLateBlocks implements Command {
    INSTANCE
  }

  /** Time to look whether leases still fit the workers' speeds. */
  private enum LookAtSpeeds implements Command {
    INSTANCE
  }

  /** A quarter of a second more does not count beside a deadline of seconds. */
  private static final Duration LATE_BLOCKS_INTERVAL = Duration.ofMillis(250);

  private final InstantSource clock;
  private final CoordinatorSettings settings;
  private final Observers observers;
  private final WorkerRoster roster;
  private final LearnerSeat learner;
  private final RunSchedule schedule;
  private final RunConductor conductor;
  private final ActorRef<LearnerEvent> learnerEvents;
  private final Optional<FrontDoor.Opening> opening;

  private CoordinatorActor(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      CoordinatorSettings settings,
      InstantSource clock,
      List<RunListener> listeners,
      Optional<ActorRef<ToLearnerNode>> node,
      Optional<FrontDoor> door) {
    super(context);
    this.clock = clock;
    this.settings = settings;
    this.observers = new Observers(context.getLog(), listeners);
    this.roster = new WorkerRoster(settings.worker());
    this.learner = new LearnerSeat(node, settings.run().learnerTimeout());
    this.schedule =
        new RunSchedule(
            settings, clock, roster, deadlines(timers), observers, learner, context.getLog());
    this.conductor = schedule.conductor();
    this.learnerEvents = context.messageAdapter(LearnerEvent.class, FromLearner::new);
    timers.startTimerWithFixedDelay(
        LookForSilence.INSTANCE, LookForSilence.INSTANCE, settings.worker().heartbeatInterval());
    timers.startTimerWithFixedDelay(
        LookForLateBlocks.INSTANCE, LookForLateBlocks.INSTANCE, LATE_BLOCKS_INTERVAL);
    timers.startTimerWithFixedDelay(
        LookAtSpeeds.INSTANCE, LookAtSpeeds.INSTANCE, settings.lease().rebalanceInterval());
    ActorRef<Command> self = context.getSelf();
    this.opening =
        door.map(entrance ->
            entrance.open(
                inbox(self),
                desk(
                    self,
                    context.getSystem().scheduler(),
                    settings.runService().requestTimeout())));
  }

  /**
   * A coordinator without a run.
   *
   * @param clock tells when workers were heard
   * @param listeners observers of every run, told in this order
   */
  public static Behavior<Command> create(
      CoordinatorSettings settings, InstantSource clock, List<RunListener> listeners) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers ->
            new CoordinatorActor(
                context, timers, settings, clock, listeners, Optional.empty(), Optional.empty())));
  }

  /**
   * The active coordinator of a cluster, which has no run before the cluster's learner has told it
   * of one.
   *
   * @param clock tells when workers and the learner were heard
   * @param listeners observers of every run, told in this order
   * @param learner leads to the cluster's active learner, wherever it is; may lose what it is told
   * @param door of this process; open while the coordinator lives
   */
  public static Behavior<Command> create(
      CoordinatorSettings settings,
      InstantSource clock,
      List<RunListener> listeners,
      ActorRef<ToLearnerNode> learner,
      FrontDoor door) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers ->
            new CoordinatorActor(
                context,
                timers,
                settings,
                clock,
                listeners,
                Optional.of(learner),
                Optional.of(door))));
  }

  /** Where runs are submitted to this coordinator, looked at and stopped. */
  public static RunDesk desk(
      ActorRef<Command> coordinator, Scheduler scheduler, Duration requestTimeout) {
    return new ActorDesk(coordinator, scheduler, requestTimeout);
  }

  /** Where the sessions of workers put what they hear, for this coordinator. */
  public static WorkerInbox inbox(ActorRef<Command> coordinator) {
    return new WorkerInbox() {
      @Override
      public void received(WorkerLink link, FromWorker message) {
        coordinator.tell(new FromSession(link, message));
      }

      @Override
      public void closed(WorkerLink link, String reason) {
        coordinator.tell(new SessionClosed(link, reason));
      }
    };
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case SubmitRun submit -> onSubmitRun(submit);
      case StopRun stop -> onStopRun(stop);
      case OverviewWanted wanted -> wanted.replyTo().tell(schedule.overview());
      case FromNode(FromLearnerNode message) -> schedule.onLearnerNode(message);
      case LearnerEventsWanted wanted -> wanted.replyTo().tell(learnerEvents);
      case AttachLearner attach -> onAttachLearner(attach);
      case FromLearner(LearnerEvent event) -> schedule.onLearnerEvent(event);
      case FromSession(WorkerLink link, FromWorker message) -> onSessionMessage(link, message);
      case SessionClosed closed -> onSessionClosed(closed);
      case LookForSilence unused -> onLookForSilence();
      case LookForLateBlocks unused -> conductor.moveOverdue();
      case LookAtSpeeds unused -> conductor.rebalance();
      case Due(Deadline deadline) -> conductor.due(deadline);
    }
    schedule.proceed();
    return this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof Terminated terminated) {
      onTerminated(terminated);
    } else if (signal instanceof PostStop) {
      opening.ifPresent(FrontDoor.Opening::close);
      roster
          .all()
          .forEach(worker -> worker.link().end(SessionEnd.SHUTDOWN, "the coordinator goes"));
    }
    return this;
  }

  private void onTerminated(Terminated terminated) {
    if (learner.detach(terminated.getRef())) {
      conductor.learnerEnded();
      schedule.proceed();
    }
  }

  private void onSubmitRun(SubmitRun submit) {
    submit.replyTo().tell(schedule.submit(submit.submission()));
  }

  private void onStopRun(StopRun stop) {
    stop.replyTo().tell(schedule.stop(stop.runId(), stop.reason()));
  }

  private void onAttachLearner(AttachLearner attach) {
    getContext().watch(attach.actor());
    learner.attach(attach);
    conductor.learnerCame();
  }

  private void onSessionMessage(WorkerLink link, FromWorker message) {
    if (message instanceof FromWorker.Register register) {
      onRegister(link, register);
    } else {
      roster.find(link).ifPresent(worker -> onWorkerMessage(worker, message));
    }
    link.handled();
  }

  private void onRegister(WorkerLink link, FromWorker.Register register) {
    Optional<SessionRefusal> refusal = roster.refusal(link, register);
    if (refusal.isPresent()) {
      getContext().getLog().warn("registration refused: {}", refusal.get().message());
      link.end(refusal.get().end(), refusal.get().message());
      return;
    }
    roster.former(register).ifPresent(this::onReplaced);
    WorkerSession worker = roster.admit(link, register, clock.instant());
    link.send(
        new FromCoordinator.Registered(worker.sessionId(), settings.worker().heartbeatInterval()));
    observers.tell(new RunEvent.WorkerJoined(worker.workerId(), worker.slots(), roster.size()));
    conductor.workerJoined(worker);
  }

  /** The same process has registered over another connection: what it holds stays its own. */
  private void onReplaced(WorkerSession former) {
    String reason =
        "the worker registered over another connection: worker=%s, session=%s"
            .formatted(former.workerId(), former.sessionId());
    former.link().end(SessionEnd.REPLACED, reason);
    tellGone(former, reason, roster.size() - 1);
  }

  private void onWorkerMessage(WorkerSession worker, FromWorker message) {
    worker.heard(clock.instant());
    switch (message) {
      // Dealt with before the worker had a session.
      case FromWorker.Register unused -> {}
      case FromWorker.Heartbeat heartbeat -> {
        worker.measured(heartbeat);
        observers.tell(new RunEvent.WorkerReported(worker.workerId(), heartbeat));
        conductor.lanesRestarted(worker, heartbeat.laneRestarts());
      }
      case FromWorker.BlockFailed failed -> conductor.blockFailed(worker, failed);
      case FromWorker.LeaseReturned returned -> conductor.leaseReturned(worker, returned);
      case FromWorker.Draining draining -> onDraining(worker, draining);
    }
  }

  private void onDraining(WorkerSession worker, FromWorker.Draining draining) {
    if (!worker.draining()) {
      worker.drain();
      observers.tell(new RunEvent.WorkerDraining(worker.workerId(), draining.reason()));
      conductor.workersChanged(LeaseCause.WORKER_DRAINING);
    }
  }

  private void onSessionClosed(SessionClosed closed) {
    roster.find(closed.link()).ifPresent(worker -> onGone(worker, closed.reason()));
  }

  private void onLookForSilence() {
    for (WorkerSession worker : roster.silent(clock.instant())) {
      String reason =
          "nothing was heard for the heartbeat-timeout: worker=%s, heartbeat-timeout=%s"
              .formatted(worker.workerId(), settings.worker().heartbeatTimeout());
      worker.link().end(SessionEnd.SILENT, reason);
      onGone(worker, reason);
    }
    schedule.lookForSilence();
  }

  private void onGone(WorkerSession worker, String reason) {
    roster.remove(worker.link());
    tellGone(worker, reason, roster.size());
    conductor.workersChanged(LeaseCause.WORKER_GONE);
  }

  private void tellGone(WorkerSession worker, String reason, int left) {
    observers.tell(
        worker.draining()
            ? new RunEvent.WorkerLeft(worker.workerId(), left)
            : new RunEvent.WorkerLost(worker.workerId(), reason, left));
  }

  private static Deadlines deadlines(TimerScheduler<Command> timers) {
    return new Deadlines() {
      @Override
      public void set(Deadline deadline, Duration after) {
        timers.startSingleTimer(deadline, new Due(deadline), after);
      }

      @Override
      public void clear(Deadline deadline) {
        timers.cancel(deadline);
      }

      @Override
      public boolean isSet(Deadline deadline) {
        return timers.isTimerActive(deadline);
      }
    };
  }
}
