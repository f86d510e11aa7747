package io.belay.learner;

import io.belay.control.IterationReport;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerCommand.StartRun;
import io.belay.control.LearnerCommand.StopRun;
import io.belay.control.LearnerEvent;
import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.service.LearnerIntake;
import io.belay.learner.service.LearnerIntake.BlockOffered;
import io.belay.learner.service.LearnerIntake.BlockTurnedAway;
import io.belay.learner.service.LearnerIntake.CarryWanted;
import io.belay.learner.service.LearnerIntake.CheckpointsWanted;
import io.belay.learner.service.LearnerIntake.PolicyWanted;
import io.belay.learner.service.Refusal;
import io.belay.learner.service.RunCheckpoints;
import io.belay.policy.IterationPolicy;
import io.belay.trajectory.LaneCarry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * The learner of one run at a time: admits blocks, has the update made when all are in, answers for
 * carries, and tells its coordinator.
 *
 * <p>The actor itself never computes: opening, updating and writing happen on one update thread, so
 * that offers, requests and commands are answered at any time.
 */
public final class LearnerActor extends AbstractMatchingBehavior<LearnerActor.Command> {
  /*
   * After the first one, a new policy goes from the update thread straight to the subscribers, to save a hop. Before it does, the update thread tells
   * this actor of it (IterationOpened); blocks sampled with the policy can only be told to the actor after that, and an actor's
   * mailbox keeps that order. So no block of a published iteration is ever stale here.
   *
   * In a pipeline that happens before the update, so that the ledger fills while the update runs. A batch that is complete
   * before the update ends waits for it, and no policy is published for the iteration after it until it is taken: the learner
   * holds the batch it updates by and at most one more.
   *
   * Whatever is done with the run's files is done on the update thread, and its last task tells that they are let go.
   */

  /** What the actor is told. */
  public sealed interface Command {}

  /** A coordinator's command. */
  public record Directed(LearnerCommand command) implements Command {}

  /** Something from a worker. */
  public record Arrived(LearnerIntake intake) implements Command {}

  /**
   * Finish the running update, write a checkpoint and leave the run to another learner: as {@link
   * StopRun}, except that workers are not told that the run is over. A run that is over anyway ends
   * as it would have.
   *
   * @param reason one sentence for people
   */
  public record Leave(String reason) implements Command {}

  private record Opened(RunSpecification specification, Training training) implements Command {}

  private record IterationOpened(IterationPolicy policy, List<List<LaneCarry>> carries)
      implements Command {}

  private record IterationDone(
      IterationReport report, Optional<CompletableFuture<Integer>> checkpoint) implements Command {}

  private record CheckpointDone(String runId, int iteration, String problem) implements Command {}

  private record Ended(boolean completed, String parametersSha256) implements Command {}

  private record Failed(String runId, Throwable cause) implements Command {}

  private record FailureSaved(LearnerEvent.RunFailed event) implements Command {}

  private final LearnerSettings settings;
  private final PolicyBroadcast broadcast;
  private final ActorRef<LearnerEvent> coordinator;
  private final LongSupplier nanoTime;
  private final Runnable released;
  private final ActorRef<Command> self;
  private final Refusal noRun;
  private final UpdateThread updateThread = new UpdateThread();

  /** The run that was started last; null before the first. */
  private @Nullable RunSpecification current;

  /** Set from the opening of a run to its end. */
  private @Nullable RunUnderWay run;

  /** Why the run is to stop; null while nobody asked for it. */
  private @Nullable String stopReason;

  /** Whether it stops here only to go on elsewhere. */
  private boolean leaving;

  private LearnerActor(
      ActorContext<Command> context,
      LearnerSettings settings,
      PolicyBroadcast broadcast,
      ActorRef<LearnerEvent> coordinator,
      LongSupplier nanoTime,
      Runnable released) {
    super(context);
    this.self = context.getSelf();
    this.settings = settings;
    this.broadcast = broadcast;
    this.coordinator = coordinator;
    this.nanoTime = nanoTime;
    this.released = released;
    this.noRun =
        new Refusal("no run is under way; wait for the coordinator's word", coordinator::tell);
  }

  /**
   * A learner without a run.
   *
   * @param broadcast gives new policies to workers; the first is published by the actor, those that
   *     follow by its update thread
   * @param coordinator is told what happens; never waited for
   * @param nanoTime a clock that never goes backwards, in nanoseconds
   */
  public static Behavior<Command> create(
      LearnerSettings settings,
      PolicyBroadcast broadcast,
      ActorRef<LearnerEvent> coordinator,
      LongSupplier nanoTime) {
    return create(settings, broadcast, coordinator, nanoTime, () -> {});
  }

  /**
   * The same.
   *
   * @param released is called once after the actor has ended, on the update thread: nothing is
   *     written to the run's directory any more
   */
  public static Behavior<Command> create(
      LearnerSettings settings,
      PolicyBroadcast broadcast,
      ActorRef<LearnerEvent> coordinator,
      LongSupplier nanoTime,
      Runnable released) {
    return Behaviors.setup(
        context -> new LearnerActor(context, settings, broadcast, coordinator, nanoTime, released));
  }

  @Override
  public Behavior<Command> onMessage(Command message) {
    switch (message) {
      case Directed(StartRun start) -> onStartRun(start);
      case Directed(StopRun stop) -> onStopRun(stop);
      case Leave leave -> onLeave(leave);
      case Arrived(LearnerIntake intake) -> onArrived(intake);
      case Opened opened -> onOpened(opened);
      case IterationOpened next -> onIterationOpened(next);
      case IterationDone done -> onIterationDone(done);
      case CheckpointDone done -> onCheckpointDone(done);
      case Ended ended -> onEnded(ended);
      case Failed failed -> onFailed(failed);
      case FailureSaved(LearnerEvent.RunFailed event) -> coordinator.tell(event);
    }
    return this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      updateThread.end(broadcast::leave, released);
    }
    return this;
  }

  private void onStartRun(StartRun start) {
    RunSpecification specification = start.specification();
    if (current != null) {
      coordinator.tell(
          new LearnerEvent.RunFailed(
              specification.runId(),
              "a learner process works on one run; start another process: runId=%s, underWay=%s"
                  .formatted(specification.runId(), current.runId())));
      return;
    }
    current = specification;
    tellMe(
        specification.runId(),
        updateThread
            .open(specification, settings, nanoTime)
            .thenApply(training -> new Opened(specification, training)));
  }

  /**
   * The first policy is published before the start is reported, so that nobody subscribes in vain.
   */
  private void onOpened(Opened opened) {
    Training training = opened.training();
    RunUnderWay opening = new RunUnderWay(opened.specification(), training);
    run = opening;
    boolean begins = !training.finished() && stopReason == null;
    if (begins) {
      training.start();
      broadcast.publish(training.policy());
    }
    coordinator.tell(new LearnerEvent.RunStarted(opening.runId(), training.iteration()));
    if (begins) {
      training.checkpointIfDue().ifPresent(written -> tellWhenWritten(opening.runId(), written));
    } else {
      end(opening);
    }
  }

  private void onStopRun(StopRun stop) {
    if (current != null && current.runId().equals(stop.runId()) && stopReason == null) {
      stop(stop.reason());
    }
  }

  private void onLeave(Leave leave) {
    if (stopReason == null) {
      leaving = true;
      stop(leave.reason());
    }
  }

  private void stop(String reason) {
    stopReason = reason;
    if (run != null && !run.updating() && !run.isEnding()) {
      end(run);
    }
  }

  private void onArrived(LearnerIntake intake) {
    RunUnderWay active = run;
    if (active == null) {
      noRun.accept(intake);
      return;
    }
    switch (intake) {
      case BlockOffered offered -> {
        coordinator.tell(active.judge(offered, nanoTime.getAsLong()));
        updateIfComplete(active);
      }
      case BlockTurnedAway turnedAway -> noRun.accept(turnedAway);
      case PolicyWanted wanted -> active.samplingBegins(wanted);
      case CarryWanted wanted -> active.answer(wanted);
      case CheckpointsWanted wanted ->
          wanted
              .reply()
              .complete(
                  Optional.of(new RunCheckpoints(active.runId(), settings.files().checkpoints())));
    }
  }

  private void onIterationOpened(IterationOpened next) {
    if (run != null) {
      run.await(next.policy(), next.carries());
    }
  }

  private void onIterationDone(IterationDone done) {
    RunUnderWay active = run;
    if (active == null) {
      return;
    }
    active.updated();
    coordinator.tell(new LearnerEvent.IterationCompleted(active.runId(), done.report()));
    done.checkpoint().ifPresent(written -> tellWhenWritten(active.runId(), written));
    boolean last = done.report().version() == active.specification().iterations();
    if (last || stopReason != null) {
      end(active);
    } else {
      updateIfComplete(active);
    }
  }

  private void onCheckpointDone(CheckpointDone done) {
    boolean success = done.problem().isEmpty();
    if (!success) {
      getContext()
          .getLog()
          .warn("A checkpoint could not be written, the run goes on: {}", done.problem());
    }
    coordinator.tell(
        new LearnerEvent.CheckpointWritten(
            done.runId(), done.iteration(), success, done.problem()));
  }

  private void onEnded(Ended ended) {
    if (run != null) {
      coordinator.tell(
          new LearnerEvent.RunEnded(run.runId(), ended.completed(), ended.parametersSha256()));
      run = null;
    }
  }

  private void onFailed(Failed failed) {
    run = null;
    String message = BelayException.sentence(failed.cause());
    boolean goesOnElsewhere = leaving;
    getContext().getLog().error("The run failed: {}", message, failed.cause());
    onUpdateThread(
        failed.runId(),
        () -> {
          bidFarewell(failed.runId(), "failed: " + message, goesOnElsewhere);
          updateThread.closeBroken();
          return new FailureSaved(
              new LearnerEvent.RunFailed(
                  failed.runId(), message, BelayException.isNotFinite(failed.cause())));
        });
  }

  private void updateIfComplete(RunUnderWay active) {
    if (active.readyToUpdate()) {
      CompleteBatch batch = active.takeBatch();
      onUpdateThread(active.runId(), () -> iterate(active.training(), batch));
    }
  }

  /** On the update thread: one iteration, from its batch to its report. */
  private IterationDone iterate(Training training, CompleteBatch batch) {
    IterationReport report =
        training.iterate(
            batch,
            broadcast.newestTakenSeconds(),
            next -> {
              self.tell(new IterationOpened(next, batch.carries()));
              broadcast.publish(next);
            });
    training.showPolicyIfDue(coordinator::tell);
    return new IterationDone(report, training.checkpointIfDue());
  }

  /**
   * Ends a run that no update is running for: its subscribers are told and its last checkpoint
   * written.
   */
  private void end(RunUnderWay active) {
    active.ending();
    Training training = active.training();
    boolean completed = training.finished();
    boolean goesOnElsewhere = leaving && !completed;
    String reason = completed ? "completed" : "stopped: " + stopReason;
    onUpdateThread(
        active.runId(),
        () -> {
          bidFarewell(active.runId(), reason, goesOnElsewhere);
          updateThread.finish(training);
          return new Ended(completed, training.parametersSha256());
        });
  }

  /**
   * On the update thread: workers are told that the run is over, or to wait for another learner.
   */
  private void bidFarewell(String runId, String reason, boolean goesOnElsewhere) {
    if (goesOnElsewhere) {
      broadcast.leave();
    } else {
      broadcast.end(runId, reason);
    }
  }

  private void onUpdateThread(String runId, Supplier<Command> task) {
    tellMe(runId, updateThread.call(task));
  }

  private void tellMe(String runId, CompletableFuture<? extends Command> told) {
    getContext()
        .pipeToSelf(
            told,
            (done, failure) ->
                failure == null ? done : new Failed(runId, BelayException.unwrapped(failure)));
  }

  private void tellWhenWritten(String runId, CompletableFuture<Integer> written) {
    getContext()
        .pipeToSelf(
            written,
            (iteration, failure) ->
                failure == null
                    ? new CheckpointDone(runId, iteration, "")
                    : new CheckpointDone(
                        runId, -1, BelayException.sentence(BelayException.unwrapped(failure))));
  }
}
