package io.belay.learner;

import io.belay.control.IterationReport;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerCommand.StartRun;
import io.belay.control.LearnerCommand.StopRun;
import io.belay.control.LearnerEvent;
import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.service.LearnerIntake;
import io.belay.learner.service.LearnerIntake.BlockOffered;
import io.belay.learner.service.LearnerIntake.BlockTurnedAway;
import io.belay.learner.service.LearnerIntake.CarryWanted;
import io.belay.learner.service.LearnerIntake.PolicyWanted;
import io.belay.policy.IterationPolicy;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockVerdict;
import io.belay.trajectory.LaneCarry;
import io.belay.trajectory.StampedBlock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
   */

  /** What the actor is told. */
  public sealed interface Command {}

  /** A coordinator's command. */
  public record Directed(LearnerCommand command) implements Command {}

  /** Something from a worker. */
  public record Arrived(LearnerIntake intake) implements Command {}

  private record Opened(RunSpecification specification, Training training) implements Command {}

  private record IterationOpened(IterationPolicy policy, List<List<LaneCarry>> carries)
      implements Command {}

  private record IterationDone(
      IterationReport report, Optional<CompletableFuture<Integer>> checkpoint) implements Command {}

  private record CheckpointDone(String runId, int iteration, String problem) implements Command {}

  private record Ended(boolean completed, String parametersSha256) implements Command {}

  private record Failed(String runId, Throwable cause) implements Command {}

  private final LearnerSettings settings;
  private final PolicyBroadcast broadcast;
  private final ActorRef<LearnerEvent> coordinator;
  private final LongSupplier nanoTime;
  private final ActorRef<Command> self;
  private final ExecutorService updateThread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("belay-update").factory());

  /** The run that was started last; null before the first. */
  private @Nullable RunSpecification current;

  /** Set from the opening of a run to its end. */
  private @Nullable RunUnderWay run;

  /** Why the run is to stop; null while nobody asked for it. */
  private @Nullable String stopReason;

  private LearnerActor(
      ActorContext<Command> context,
      LearnerSettings settings,
      PolicyBroadcast broadcast,
      ActorRef<LearnerEvent> coordinator,
      LongSupplier nanoTime) {
    super(context);
    this.self = context.getSelf();
    this.settings = settings;
    this.broadcast = broadcast;
    this.coordinator = coordinator;
    this.nanoTime = nanoTime;
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
    return Behaviors.setup(
        context -> new LearnerActor(context, settings, broadcast, coordinator, nanoTime));
  }

  @Override
  public Behavior<Command> onMessage(Command message) {
    switch (message) {
      case Directed(StartRun start) -> onStartRun(start);
      case Directed(StopRun stop) -> onStopRun(stop);
      case Arrived(BlockOffered offered) -> onBlockOffered(offered);
      case Arrived(BlockTurnedAway turnedAway) -> onBlockTurnedAway(turnedAway);
      case Arrived(PolicyWanted wanted) -> onPolicyWanted(wanted);
      case Arrived(CarryWanted wanted) -> onCarryWanted(wanted);
      case Opened opened -> onOpened(opened);
      case IterationOpened next -> onIterationOpened(next);
      case IterationDone done -> onIterationDone(done);
      case CheckpointDone done -> onCheckpointDone(done);
      case Ended ended -> onEnded(ended);
      case Failed failed -> onFailed(failed);
    }
    return this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      RunUnderWay left = run;
      if (left != null) {
        updateThread.execute(left.training()::close);
      }
      updateThread.shutdown();
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
    onUpdateThread(
        specification.runId(),
        () -> new Opened(specification, Training.open(specification, settings, nanoTime)));
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
    if (current == null || !current.runId().equals(stop.runId()) || stopReason != null) {
      return;
    }
    stopReason = stop.reason();
    if (run != null && !run.updating() && !run.isEnding()) {
      end(run);
    }
  }

  private void onBlockOffered(BlockOffered offered) {
    RunUnderWay active = run;
    BlockStamp stamp = offered.block().stamp();
    BlockReply reply =
        active == null
            ? BlockReply.to(
                stamp,
                BlockVerdict.WRONG_RUN,
                "no run is under way; ask the coordinator: runId=" + stamp.runId(),
                0)
            : active.ledger().offer(offered.block());
    offered.reply().accept(reply);
    if (reply.verdict() != BlockVerdict.ADMITTED) {
      coordinator.tell(
          new LearnerEvent.BlockRefused(
              stamp.runId(), stamp.block(), stamp.workerId(), reply.verdict().reason()));
      return;
    }
    coordinator.tell(
        new LearnerEvent.BlockAdmitted(
            stamp.runId(), stamp.iteration(), stamp.block(), stamp.workerId()));
    if (active != null) {
      updateIfComplete(active);
    }
  }

  private void onBlockTurnedAway(BlockTurnedAway refused) {
    coordinator.tell(
        new LearnerEvent.BlockRefused(
            refused.runId(), refused.block(), refused.workerId(), refused.reason()));
  }

  private void onPolicyWanted(PolicyWanted wanted) {
    if (run != null && run.runId().equals(wanted.runId())) {
      run.samplingBegins();
    }
  }

  private void onCarryWanted(CarryWanted wanted) {
    RunUnderWay active = run;
    if (active == null || !active.runId().equals(wanted.runId())) {
      wanted
          .reply()
          .completeExceptionally(
              new BelayException(
                  ErrorCategory.RETRYABLE,
                  "the run is not under way here; wait for the coordinator's word: runId="
                      + wanted.runId()));
      return;
    }
    active.answer(wanted);
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
    RunUnderWay active = run;
    run = null;
    String message = BelayException.sentence(failed.cause());
    getContext().getLog().error("The run failed: {}", message, failed.cause());
    updateThread.execute(() -> {
      broadcast.end(failed.runId(), "failed: " + message);
      if (active != null) {
        active.training().close();
      }
    });
    coordinator.tell(new LearnerEvent.RunFailed(failed.runId(), message));
  }

  private void updateIfComplete(RunUnderWay active) {
    if (active.readyToUpdate()) {
      List<StampedBlock> batch = active.takeBatch();
      onUpdateThread(active.runId(), () -> iterate(active.training(), batch));
    }
  }

  /** On the update thread: one iteration, from its batch to its report. */
  private IterationDone iterate(Training training, List<StampedBlock> batch) {
    IterationReport report =
        training.iterate(
            batch,
            next -> {
              self.tell(new IterationOpened(next, carries(batch)));
              broadcast.publish(next);
            });
    return new IterationDone(report, training.checkpointIfDue());
  }

  private static List<List<LaneCarry>> carries(List<StampedBlock> batch) {
    return batch.stream().map(block -> block.trajectory().carries()).toList();
  }

  /**
   * Ends a run that no update is running for: its subscribers are told and its last checkpoint
   * written.
   */
  private void end(RunUnderWay active) {
    active.ending();
    Training training = active.training();
    boolean completed = training.finished();
    String reason = completed ? "completed" : "stopped: " + stopReason;
    onUpdateThread(
        active.runId(),
        () -> {
          broadcast.end(active.runId(), reason);
          training.checkpointAndWait();
          training.close();
          return new Ended(completed, training.parametersSha256());
        });
  }

  private void onUpdateThread(String runId, Supplier<Command> task) {
    getContext()
        .pipeToSelf(
            CompletableFuture.supplyAsync(task, updateThread),
            (done, failure) -> failure == null ? done : new Failed(runId, cause(failure)));
  }

  private void tellWhenWritten(String runId, CompletableFuture<Integer> written) {
    getContext()
        .pipeToSelf(
            written,
            (iteration, failure) ->
                failure == null
                    ? new CheckpointDone(runId, iteration, "")
                    : new CheckpointDone(runId, -1, BelayException.sentence(cause(failure))));
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
