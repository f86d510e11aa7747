package io.belay.worker;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.session.FromCoordinator;
import io.belay.session.FromCoordinator.Drain;
import io.belay.session.FromCoordinator.LeaseGrant;
import io.belay.session.FromCoordinator.LeaseRevoke;
import io.belay.session.FromCoordinator.Registered;
import io.belay.session.FromCoordinator.RunAssignment;
import io.belay.session.FromCoordinator.RunEnded;
import io.belay.session.FromWorker;
import io.belay.wire.transport.GrpcTransport;
import io.belay.worker.SamplingCommand.HandedBack;
import io.belay.worker.client.ReconnectBackoff;
import io.belay.worker.client.SessionConnection;
import io.belay.worker.client.SessionListener;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * A rollout worker: keeps the session with the coordinator, passes leases to its {@link
 * SamplingActor}, gives signs of life, and drains.
 *
 * <p>It never samples, so it always answers. A lost session is opened anew after a back-off while
 * sampling goes on; a registration that the coordinator refuses for good stops the actor with the
 * refusal, and so does a fault of the sampling actor: a worker that cannot sample gives no signs of
 * life.
 */
public final class WorkerActor extends AbstractMatchingBehavior<WorkerActor.Command> {
  private static final String SAMPLING_DISPATCHER = "belay.worker.sampling-dispatcher";

  /** What a worker understands. */
  public sealed interface Command {}

  /** Hand every block back, end the session and stop, within the drain timeout. */
  public record DrainWorker(String reason) implements Command {}

  private record Said(int session, FromCoordinator message) implements Command {}

  private record SessionLost(int session, BelayException why) implements Command {}

  private record BlockLost(FromWorker.BlockFailed failure) implements Command {}

  private record LeasesBack(HandedBack handedBack) implements Command {}

  private enum Beat implements Command {
    INSTANCE
  }

  private enum OpenSession implements Command {
    INSTANCE
  }

  private enum RegistrationOverdue implements Command {
    INSTANCE
  }

  private enum DrainOverdue implements Command {
    INSTANCE
  }

  private final WorkerSettings settings;
  private final WorkerSurroundings surroundings;
  private final FromWorker.Register registration;
  private final TimerScheduler<Command> timers;
  private final ActorRef<Command> self;
  private final ActorRef<SamplingCommand> sampling;
  private final SamplingCounters counters;
  private final SamplingWatch watch;
  private final HeartbeatMeter heartbeats;
  private final ReconnectBackoff backoff;
  private final Coordinators coordinators;
  private final StandingLeases leases = new StandingLeases();
  private @Nullable SessionConnection session;
  private int sessionNumber;
  private boolean draining;

  /**
   * A worker that offers these environments and those of its settings, and registers as soon as it
   * is started.
   *
   * @param transport makes its channels to the coordinator and to learners
   * @throws BelayException INVALID_REQUEST where its settings name an environment that there is not
   */
  public static Behavior<Command> create(
      WorkerSettings settings, EnvironmentRegistry environments, GrpcTransport transport) {
    return create(settings, environments, transport, new SamplingCounters());
  }

  /**
   * The same.
   *
   * @param counters of this worker alone; for its meters
   */
  public static Behavior<Command> create(
      WorkerSettings settings,
      EnvironmentRegistry environments,
      GrpcTransport transport,
      SamplingCounters counters) {
    EnvironmentRegistry offered = environments.with(settings.environments());
    return create(
        settings,
        new WorkerSurroundings(
            offered.all().stream().map(EnvironmentRegistration::spec).toList(),
            new SampledRuns(offered),
            transport::channel,
            System::nanoTime,
            new Random(),
            UUID.randomUUID().toString(),
            counters));
  }

  /** A worker in other surroundings, for tests. */
  static Behavior<Command> create(WorkerSettings settings, WorkerSurroundings surroundings) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> new WorkerActor(context, timers, settings, surroundings)));
  }

  private WorkerActor(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      WorkerSettings settings,
      WorkerSurroundings surroundings) {
    super(context);
    this.settings = settings;
    this.surroundings = surroundings;
    this.timers = timers;
    this.registration =
        FromWorker.Register.first(
            settings.workerId(),
            settings.slots(),
            surroundings.environments(),
            surroundings.instanceId());
    this.counters = surroundings.counters();
    this.backoff = new ReconnectBackoff(settings.client().backoff(), surroundings.random());
    this.watch = new SamplingWatch(surroundings.nanoTime());
    this.heartbeats = new HeartbeatMeter(surroundings.nanoTime().getAsLong());
    this.coordinators = new Coordinators(settings.coordinators(), surroundings.channels());
    this.self = context.getSelf();
    this.sampling =
        context.spawn(
            SamplingActor.create(
                SamplingSurroundings.of(
                    settings, surroundings, watch, failed -> self.tell(new BlockLost(failed)))),
            "sampling",
            DispatcherSelector.fromConfig(SAMPLING_DISPATCHER));
    context.watch(sampling);
    openSession();
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case DrainWorker drain -> onDrain(drain.reason());
      case Said said -> onSaid(said);
      case SessionLost lost -> onSessionLost(lost);
      case BlockLost lost -> onBlockLost(lost);
      case LeasesBack back -> onLeasesBack(back.handedBack());
      case Beat beat -> onBeat();
      case OpenSession open -> onOpenSession();
      case RegistrationOverdue overdue -> onRegistrationOverdue();
      case DrainOverdue overdue -> onDrainOverdue();
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof ChildFailed failed) {
      throw BelayException.fatal(
          "a worker samples as long as it lives; see its log and start it again: workerId=%s, cause=%s"
              .formatted(settings.workerId(), failed.getCause()),
          failed.getCause());
    }
    if (signal instanceof PostStop) {
      if (session != null) {
        session.close();
      }
      coordinators.close();
    }
    return this;
  }

  private Behavior<Command> onSaid(Said said) {
    if (said.session() != sessionNumber || session == null) {
      return this;
    }
    return switch (said.message()) {
      case Registered registered -> onRegistered(registered);
      case RunAssignment assignment -> passOn(new SamplingCommand.Work(assignment));
      case LeaseGrant grant -> onLeaseGrant(grant);
      case LeaseRevoke revoke -> onLeaseRevoke(revoke);
      case RunEnded ended -> onRunEnded(ended);
      case Drain drain -> onDrain(drain.reason());
    };
  }

  private Behavior<Command> onLeaseGrant(LeaseGrant grant) {
    leases.granted(grant);
    return passOn(new SamplingCommand.Hold(grant.runId(), grant.blocks(), grant.firstIteration()));
  }

  private Behavior<Command> onLeaseRevoke(LeaseRevoke revoke) {
    leases.revoked(revoke);
    return passOn(new SamplingCommand.Release(revoke.runId(), revoke.blocks()));
  }

  private Behavior<Command> onRunEnded(RunEnded ended) {
    leases.clear();
    return passOn(new SamplingCommand.Forget(ended.runId()));
  }

  private Behavior<Command> onRegistered(Registered registered) {
    timers.cancel(RegistrationOverdue.INSTANCE);
    counters.registered(true);
    backoff.reset();
    watch.tellAgain();
    leases.clear();
    getContext()
        .getLog()
        .info(
            "registered: workerId={}, session={}, coordinator={}",
            settings.workerId(),
            registered.sessionId(),
            coordinators.address());
    timers.startTimerAtFixedRate(Beat.INSTANCE, Beat.INSTANCE, registered.heartbeatInterval());
    return passOn(SamplingCommand.HoldNothing.INSTANCE);
  }

  /** While draining nothing new is taken on: what the coordinator said before it knew is void. */
  private Behavior<Command> passOn(SamplingCommand command) {
    if (!draining) {
      sampling.tell(command);
    }
    return this;
  }

  private Behavior<Command> onSessionLost(SessionLost lost) {
    if (lost.session() != sessionNumber || session == null) {
      return this;
    }
    return leaveSession(lost.why());
  }

  private Behavior<Command> onRegistrationOverdue() {
    if (session != null) {
      session.abort();
    }
    return leaveSession(
        new BelayException(
            ErrorCategory.RETRYABLE,
            "the coordinator accepts a registration in time: coordinator=%s, registrationTimeout=%s"
                .formatted(coordinators.address(), settings.client().registrationTimeout())));
  }

  private Behavior<Command> leaveSession(BelayException why) {
    session = null;
    counters.registered(false);
    timers.cancel(Beat.INSTANCE);
    timers.cancel(RegistrationOverdue.INSTANCE);
    if (draining) {
      return Behaviors.stopped();
    }
    return switch (why.category()) {
      case RETRYABLE, STALE -> {
        Duration wait = backoff.next();
        coordinators.turn();
        getContext()
            .getLog()
            .warn(
                "{}; next attempt at {} in {} ms",
                why.getMessage(),
                coordinators.address(),
                wait.toMillis());
        timers.startSingleTimer(OpenSession.INSTANCE, OpenSession.INSTANCE, wait);
        yield this;
      }
      case INVALID_REQUEST, FATAL -> throw why;
    };
  }

  private Behavior<Command> onOpenSession() {
    if (session == null && !draining) {
      openSession();
    }
    return this;
  }

  private void openSession() {
    int number = ++sessionNumber;
    timers.startSingleTimer(
        RegistrationOverdue.INSTANCE,
        RegistrationOverdue.INSTANCE,
        settings.client().registrationTimeout());
    session =
        SessionConnection.open(
            coordinators.channel(),
            leases.on(registration),
            new SessionListener() {
              @Override
              public void said(FromCoordinator message) {
                self.tell(new Said(number, message));
              }

              @Override
              public void lost(BelayException why) {
                self.tell(new SessionLost(number, why));
              }
            });
  }

  private Behavior<Command> onBeat() {
    if (session != null) {
      session.beat(heartbeats.beat(counters, surroundings.nanoTime().getAsLong()));
      watch.overdue(settings.samplingTimeout()).ifPresent(this::giveUp);
    }
    return this;
  }

  /**
   * Leaves the coordinator, with all leases, until the environment returns, if it ever does:
   * whoever cannot sample must not be given blocks, of this run or of the next.
   */
  private void giveUp(FromWorker.BlockFailed overdue) {
    getContext().getLog().warn("{}", overdue.message());
    onBlockLost(new BlockLost(overdue));
    if (session != null) {
      session.close();
      session = null;
    }
    leases.clear();
    counters.registered(false);
    timers.cancel(Beat.INSTANCE);
    sampling.tell(new SamplingCommand.HandBack(unused -> self.tell(OpenSession.INSTANCE)));
  }

  private Behavior<Command> onBlockLost(BlockLost lost) {
    leases.failed(lost.failure());
    if (session != null) {
      session.say(lost.failure());
    }
    return this;
  }

  private Behavior<Command> onDrain(String reason) {
    if (draining) {
      return this;
    }
    getContext().getLog().info("draining: workerId={}, reason={}", settings.workerId(), reason);
    draining = true;
    timers.cancel(OpenSession.INSTANCE);
    if (session != null) {
      session.say(new FromWorker.Draining(reason));
    }
    sampling.tell(
        new SamplingCommand.HandBack(handedBack -> self.tell(new LeasesBack(handedBack))));
    timers.startSingleTimer(DrainOverdue.INSTANCE, DrainOverdue.INSTANCE, settings.drainTimeout());
    return this;
  }

  private Behavior<Command> onLeasesBack(HandedBack handedBack) {
    if (session != null && !handedBack.blocks().isEmpty()) {
      session.say(new FromWorker.LeaseReturned(handedBack.runId(), handedBack.blocks()));
    }
    return stop();
  }

  /** A block takes longer than the worker may wait; its lease ends with the session. */
  private Behavior<Command> onDrainOverdue() {
    getContext()
        .getLog()
        .warn(
            "a drain ends in time; the block being sampled is given up: drainTimeout={}",
            settings.drainTimeout());
    return stop();
  }

  /** Ends the session before the sampling actor, which may be busy, has stopped. */
  private Behavior<Command> stop() {
    if (session != null) {
      session.close();
    }
    return Behaviors.stopped();
  }
}
