package io.belay.coordinator;

import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunListener;
import io.belay.coordinator.worker.SessionEnd;
import io.belay.coordinator.worker.SessionRefusal;
import io.belay.coordinator.worker.WorkerInbox;
import io.belay.coordinator.worker.WorkerLink;
import io.belay.coordinator.worker.WorkerRoster;
import io.belay.coordinator.worker.WorkerSession;
import io.belay.error.BelayException;
import io.belay.recipe.Recipe;
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
   * Train a policy. One run is worked on at a time.
   *
   * @param runId name of the run
   * @param workersWanted workers to wait for before the run starts, at least 1
   * @param replyTo is told whether the run was accepted
   */
  public record SubmitRun(
      String runId, Recipe recipe, int workersWanted, ActorRef<SubmitReply> replyTo)
      implements Command {
    public SubmitRun {
      if (runId.isBlank() || workersWanted < 1) {
        throw BelayException.invalid(
            "a run has a name and at least one worker: runId=\"%s\", workers=%d"
                .formatted(runId, workersWanted));
      }
    }
  }

  /**
   * Finish the running update, write a checkpoint and end the run; one that is not going on is left
   * alone.
   */
  public record StopRun(String runId, String reason) implements Command {}

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

  /** What becomes of a submission. */
  public sealed interface SubmitReply {
    /** The run was accepted; observers are told the rest. */
    record Accepted(String runId) implements SubmitReply {}

    /** The run was not accepted. */
    record Refused(String runId, String message) implements SubmitReply {}
  }

  private record FromLearner(LearnerEvent event) implements Command {}

  private record FromSession(WorkerLink link, FromWorker message) implements Command {}

  private record SessionClosed(WorkerLink link, String reason) implements Command {}

  private record Due(Deadline deadline) implements Command {}

  /** Time to look for silent workers. */
  private enum LookForSilence implements Command {
    INSTANCE
  }

  private final InstantSource clock;
  private final CoordinatorSettings settings;
  private final Observers observers;
  private final WorkerRoster roster;
  private final RunConductor conductor;
  private final ActorRef<LearnerEvent> learnerEvents;

  private CoordinatorActor(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      CoordinatorSettings settings,
      InstantSource clock,
      List<RunListener> listeners) {
    super(context);
    this.clock = clock;
    this.settings = settings;
    this.observers = new Observers(context.getLog(), listeners);
    this.roster = new WorkerRoster(settings.worker());
    this.conductor = new RunConductor(settings.run(), clock, roster, deadlines(timers), observers);
    this.learnerEvents = context.messageAdapter(LearnerEvent.class, FromLearner::new);
    timers.startTimerWithFixedDelay(
        LookForSilence.INSTANCE, LookForSilence.INSTANCE, settings.worker().heartbeatInterval());
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
        Behaviors.withTimers(
            timers -> new CoordinatorActor(context, timers, settings, clock, listeners)));
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
      case StopRun stop -> conductor.stop(stop.runId(), stop.reason());
      case LearnerEventsWanted wanted -> wanted.replyTo().tell(learnerEvents);
      case AttachLearner attach -> onAttachLearner(attach);
      case FromLearner(LearnerEvent event) -> conductor.onLearnerEvent(event);
      case FromSession(WorkerLink link, FromWorker message) -> onSessionMessage(link, message);
      case SessionClosed closed -> onSessionClosed(closed);
      case LookForSilence unused -> onLookForSilence();
      case Due(Deadline deadline) -> conductor.due(deadline);
    }
    return this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof Terminated terminated) {
      conductor.learnerGone(terminated.getRef());
    } else if (signal instanceof PostStop) {
      roster
          .all()
          .forEach(worker -> worker.link().end(SessionEnd.SHUTDOWN, "the coordinator goes"));
    }
    return this;
  }

  private void onSubmitRun(SubmitRun submit) {
    submit
        .replyTo()
        .tell(
            conductor
                .submit(submit)
                .<SubmitReply>map(message -> new SubmitReply.Refused(submit.runId(), message))
                .orElseGet(() -> new SubmitReply.Accepted(submit.runId())));
  }

  private void onAttachLearner(AttachLearner attach) {
    getContext().watch(attach.actor());
    conductor.attach(attach);
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
    WorkerSession worker = roster.admit(link, register, clock.instant());
    link.send(
        new FromCoordinator.Registered(worker.sessionId(), settings.worker().heartbeatInterval()));
    observers.tell(new RunEvent.WorkerJoined(worker.workerId(), worker.slots(), roster.size()));
    conductor.workerJoined();
  }

  private void onWorkerMessage(WorkerSession worker, FromWorker message) {
    worker.heard(clock.instant());
    switch (message) {
      // Dealt with before the worker had a session.
      case FromWorker.Register unused -> {}
      case FromWorker.Heartbeat heartbeat -> {
        worker.measured(heartbeat);
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
      conductor.workerDraining();
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
  }

  private void onGone(WorkerSession worker, String reason) {
    roster.remove(worker.link());
    observers.tell(
        worker.draining()
            ? new RunEvent.WorkerLeft(worker.workerId(), roster.size())
            : new RunEvent.WorkerLost(worker.workerId(), reason, roster.size()));
    conductor.workerGone();
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
