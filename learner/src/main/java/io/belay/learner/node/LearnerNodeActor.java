package io.belay.learner.node;

import io.belay.control.FromLearnerNode;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerCommand.StartRun;
import io.belay.control.LearnerCommand.StopRun;
import io.belay.control.LearnerEvent;
import io.belay.control.RunBook;
import io.belay.control.ToLearnerNode;
import io.belay.error.BelayException;
import io.belay.learner.broadcast.PolicyBroadcast;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The active learner of a cluster: one run after the other in a directory of runs that it holds
 * alone, each in an actor of its own, and the book of all runs.
 *
 * <p>It knows its coordinator as somebody who may not be there: whatever must arrive is told again
 * by the next {@link FromLearnerNode.Present}. It waits for nobody and never touches the disk.
 */
public final class LearnerNodeActor extends AbstractMatchingBehavior<LearnerNodeActor.Command> {
  /*
   * Until the directory is held and the book is read nothing is told and nothing heard: a coordinator that was shown an
   * older revision than the one on the disk would have the book overwritten.
   */

  /** What the actor is told. */
  public sealed interface Command {}

  /** Something from the coordinator. */
  public record FromCoordinatorNode(ToLearnerNode message) implements Command {}

  /**
   * Finish the running update, write a checkpoint, tell the coordinator that this learner leaves,
   * let the directory go and stop; within {@code drain-timeout}.
   *
   * @param reason one sentence for people
   */
  public record Drain(String reason) implements Command {}

  /** What the time tells. */
  private enum Due implements Command {
    OPENING,
    LOCK_TIMEOUT,
    PRESENCE,
    DRAIN_TIMEOUT
  }

  private record OpenTried(Optional<RunBook> found) implements Command {}

  private record NotOpened(Throwable cause) implements Command {}

  private record BookKept(RunBook kept) implements Command {}

  private record BookNotKept(Throwable cause) implements Command {}

  private record FromRun(LearnerEvent event) implements Command {}

  private record FromHost(RunHost.Step step) implements Command {}

  private static final Throwable UNASKED =
      BelayException.fatal("a run's actor ends when it is told to");
  private static final Duration LOCK_RETRY = Duration.ofMillis(100);

  private final TimerScheduler<Command> timers;
  private final LearnerNodeSettings.Node settings;
  private final String learnerId;
  private final String address;
  private final IntakeSwitch processIntake;
  private final ActorRef<FromLearnerNode> coordinator;
  private final RunIntake intake;
  private final NodeDisk disk;
  private final BookKeeper book = new BookKeeper();
  private final RunHost host;

  /** Whether the directory is held and the book read. */
  private boolean opened;

  private boolean draining;
  private boolean drainIsLate;

  /** Whether the book could not be written when it was last tried. */
  private boolean bookTroubled;

  private LearnerNodeActor(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      LearnerNodeSettings.Node settings,
      String learnerId,
      String address,
      PolicyBroadcast broadcast,
      IntakeSwitch processIntake,
      ActorRef<FromLearnerNode> coordinator,
      RunEndListener listener,
      LongSupplier nanoTime) {
    super(context);
    this.timers = timers;
    this.settings = settings;
    this.learnerId = learnerId;
    this.address = address;
    this.processIntake = processIntake;
    this.coordinator = coordinator;
    ActorRef<LearnerEvent> events = context.messageAdapter(LearnerEvent.class, FromRun::new);
    this.intake = new RunIntake(events::tell);
    this.disk = new NodeDisk(new RunsDirectory(settings.runsDirectory()));
    this.host =
        new RunHost(
            context,
            FromHost::new,
            settings,
            broadcast,
            listener,
            nanoTime,
            events,
            intake,
            disk,
            event -> coordinator.tell(new FromLearnerNode.Told(learnerId, event)),
            this::tellPresence);
    timers.startSingleTimer(Due.LOCK_TIMEOUT, Due.LOCK_TIMEOUT, settings.lockTimeout());
    tryToOpen();
  }

  /**
   * A learner without a run.
   *
   * <p>It fails with a sentence for people where it cannot have its directory within {@code
   * lock-timeout}.
   *
   * @param learnerId another value for every process and every hand-over
   * @param address where workers reach this process's learner service, {@code host:port}
   * @param broadcast gives policies to the workers of this process's service
   * @param intake what this process's service puts things in
   * @param coordinator is told what happens; never waited for
   * @param listener is called at the end of each run
   * @param nanoTime a clock that never goes backwards, in nanoseconds
   */
  public static Behavior<Command> create(
      LearnerNodeSettings settings,
      String learnerId,
      String address,
      PolicyBroadcast broadcast,
      IntakeSwitch intake,
      ActorRef<FromLearnerNode> coordinator,
      RunEndListener listener,
      LongSupplier nanoTime) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers ->
            new LearnerNodeActor(
                context,
                timers,
                settings.node(),
                learnerId,
                address,
                broadcast,
                intake,
                coordinator,
                listener,
                nanoTime)));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case FromCoordinatorNode(ToLearnerNode message) -> onCoordinator(message);
      case Drain drain -> onDrain(drain);
      case Due due -> onDue(due);
      case OpenTried(Optional<RunBook> found) -> onOpenTried(found);
      case NotOpened(Throwable cause) -> onNotOpened(cause);
      case BookKept(RunBook kept) -> onBookKept(kept);
      case BookNotKept(Throwable cause) -> onBookNotKept(cause);
      case FromRun(LearnerEvent event) -> host.on(event);
      case FromHost(RunHost.Step step) -> onHostStep(step);
    }
    return draining && (!host.busy() || drainIsLate) ? leave() : this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof Terminated gone) {
      host.actorGone(
          gone.getRef(), gone instanceof ChildFailed failed ? failed.getCause() : UNASKED);
    } else if (signal instanceof PostStop || signal instanceof PreRestart) {
      processIntake.standBy(intake);
      host.abandon();
      disk.close();
    }
    return this;
  }

  private void onCoordinator(ToLearnerNode message) {
    if (!opened) {
      return;
    }
    switch (message) {
      case ToLearnerNode.Directed directed -> {
        if (directed.learnerId().equals(learnerId)) {
          onDirected(directed.command());
        }
      }
      case ToLearnerNode.KeepBook keep -> onKeepBook(keep.book());
      case ToLearnerNode.StateWanted unused -> {
        // Otherwise the coordinator asks again at the next sign of life.
        if (book.settled()) {
          coordinator.tell(
              new FromLearnerNode.State(learnerId, book.kept(), host.underWay(), host.standing()));
        }
      }
    }
  }

  private void onDirected(LearnerCommand command) {
    switch (command) {
      case StartRun start -> host.start(start);
      case StopRun stop -> host.stop(stop);
    }
  }

  private void onDrain(Drain drain) {
    if (!draining) {
      draining = true;
      timers.startSingleTimer(Due.DRAIN_TIMEOUT, Due.DRAIN_TIMEOUT, settings.drainTimeout());
      host.leave(drain.reason());
    }
  }

  private void onDue(Due due) {
    switch (due) {
      case OPENING -> tryToOpen();
      case LOCK_TIMEOUT ->
          throw BelayException.fatal(
              "one learner at a time works on a directory of runs; stop the other one or give this one a directory of its own: runs-directory=%s, lock-timeout=%s"
                  .formatted(settings.runsDirectory(), settings.lockTimeout()));
      case PRESENCE -> tellPresence();
      case DRAIN_TIMEOUT -> {
        drainIsLate = true;
        getContext()
            .getLog()
            .error(
                "A drain ends in time; the run's directory stays locked until its last work is done or the process ends: drain-timeout={}, standing={}",
                settings.drainTimeout(),
                host.standing());
      }
    }
  }

  private void tryToOpen() {
    getContext()
        .pipeToSelf(
            disk.tryToOpen(),
            (found, failure) ->
                failure == null
                    ? new OpenTried(found)
                    : new NotOpened(BelayException.unwrapped(failure)));
  }

  private void onOpenTried(Optional<RunBook> found) {
    if (found.isEmpty()) {
      timers.startSingleTimer(Due.OPENING, Due.OPENING, LOCK_RETRY);
      return;
    }
    timers.cancel(Due.LOCK_TIMEOUT);
    book.found(found.get());
    opened = true;
    processIntake.lead(intake);
    timers.startTimerWithFixedDelay(Due.PRESENCE, Due.PRESENCE, settings.presenceInterval());
    tellPresence();
  }

  private void onNotOpened(Throwable cause) {
    throw BelayException.fatal(
        "a directory of runs can be made, read and written; repair it or choose another: runs-directory=%s (%s)"
            .formatted(settings.runsDirectory(), cause),
        cause);
  }

  private void onKeepBook(RunBook newer) {
    if (newer.revision() <= book.kept().revision()) {
      coordinator.tell(new FromLearnerNode.BookKept(learnerId, book.kept().revision()));
    } else {
      book.keep(newer).ifPresent(this::write);
    }
  }

  private void write(RunBook newer) {
    getContext()
        .pipeToSelf(
            disk.keep(newer),
            (kept, failure) ->
                failure == null
                    ? new BookKept(kept)
                    : new BookNotKept(BelayException.unwrapped(failure)));
  }

  private void onBookKept(RunBook kept) {
    bookTroubled = false;
    book.written(kept).ifPresent(this::write);
    coordinator.tell(new FromLearnerNode.BookKept(learnerId, kept.revision()));
    host.forgetWhatIsBooked(kept);
  }

  private void onBookNotKept(Throwable cause) {
    if (!bookTroubled) {
      getContext()
          .getLog()
          .warn(
              "The book of runs cannot be written and is tried again; make room or repair the disk: runs-directory={}",
              settings.runsDirectory(),
              cause);
    }
    bookTroubled = true;
    book.notWritten().ifPresent(this::write);
  }

  private void onHostStep(RunHost.Step step) {
    host.on(step);
    host.forgetWhatIsBooked(book.kept());
  }

  private void tellPresence() {
    coordinator.tell(
        new FromLearnerNode.Present(learnerId, address, book.kept().revision(), host.standing()));
  }

  private Behavior<Command> leave() {
    if (opened) {
      coordinator.tell(new FromLearnerNode.Leaving(learnerId));
    }
    return Behaviors.stopped();
  }
}
