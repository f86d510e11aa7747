package io.belay.learner.node;

import io.belay.control.LearnerCommand.StartRun;
import io.belay.control.LearnerCommand.StopRun;
import io.belay.control.LearnerEvent;
import io.belay.control.RunBook;
import io.belay.control.RunSpecification;
import io.belay.control.RunStanding;
import io.belay.error.BelayException;
import io.belay.learner.LearnerActor;
import io.belay.learner.LearnerSettings;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.run.RunDirectory;
import io.belay.learner.service.RunCheckpoints;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one run after the other from its directory to its end; used by the node's actor alone.
 *
 * <p>A run has ended for the coordinator when its listener is done with it and nothing is written
 * to its directory any more.
 */
final class RunHost {
  private static final Logger LOG = LoggerFactory.getLogger(RunHost.class);

  /** What was done on another thread. */
  sealed interface Step {}

  private record Claimed(HostedRun run, RunDirectory directory) implements Step {}

  private record NotClaimed(HostedRun run, Throwable cause) implements Step {}

  private record Freed(HostedRun run) implements Step {}

  private final ActorContext<LearnerNodeActor.Command> context;
  private final Function<Step, LearnerNodeActor.Command> wrap;
  private final LearnerNodeSettings.Node settings;
  private final PolicyBroadcast broadcast;
  private final RunEndListener listener;
  private final LongSupplier nanoTime;
  private final ActorRef<LearnerEvent> events;
  private final RunIntake intake;
  private final NodeDisk disk;
  private final Consumer<LearnerEvent> coordinator;
  private final Runnable standingChanged;

  /** The run that it was last told to begin; null where the coordinator has booked its end. */
  private @Nullable HostedRun run;

  /** Why runs are left to another learner; null while they are not. */
  private @Nullable String leaving;

  private int begun;

  /**
   * A host without a run.
   *
   * @param wrap makes a message to the node's actor of a step; the actor gives it to {@link #on}
   * @param events what a run's actor tells; the node's actor gives it to {@link #on}
   * @param coordinator is told what happens
   * @param standingChanged is called when the standing has another phase or run
   */
  RunHost(
      ActorContext<LearnerNodeActor.Command> context,
      Function<Step, LearnerNodeActor.Command> wrap,
      LearnerNodeSettings.Node settings,
      PolicyBroadcast broadcast,
      RunEndListener listener,
      LongSupplier nanoTime,
      ActorRef<LearnerEvent> events,
      RunIntake intake,
      NodeDisk disk,
      Consumer<LearnerEvent> coordinator,
      Runnable standingChanged) {
    this.context = context;
    this.wrap = wrap;
    this.settings = settings;
    this.broadcast = broadcast;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.events = events;
    this.intake = intake;
    this.disk = disk;
    this.coordinator = coordinator;
    this.standingChanged = standingChanged;
  }

  RunStanding standing() {
    return run == null ? RunStanding.idle() : run.standing();
  }

  Optional<RunSpecification> underWay() {
    return Optional.ofNullable(run).map(HostedRun::specification);
  }

  /** Whether a run is under way, or its end is. */
  boolean busy() {
    return run != null && !run.over();
  }

  /**
   * Begins a run, or says again how far it is; also where that is another run, which the
   * coordinator has to stop before.
   */
  void start(StartRun start) {
    RunSpecification specification = start.specification();
    HostedRun last = run;
    if (leaving != null) {
      return;
    }
    boolean known = last != null && last.runId().equals(specification.runId());
    if (last != null && (known ? !last.mayBeginAgain() : !last.over())) {
      standingChanged.run();
    } else {
      begin(specification);
    }
  }

  /** Ends the run for good; one that is not under way is left alone. */
  void stop(StopRun stop) {
    HostedRun active = run;
    if (active == null || active.ending() || !active.runId().equals(stop.runId())) {
      return;
    }
    active.wantStop(stop.reason());
    if (active.actor() != null) {
      active.actor().tell(new LearnerActor.Directed(stop));
    }
  }

  /** Leaves the run to another learner; no other is begun. */
  void leave(String reason) {
    leaving = reason;
    if (run != null && !run.over() && run.actor() != null) {
      run.actor().tell(new LearnerActor.Leave(reason));
    }
  }

  /** The coordinator's book shows what it knows; an end that it knows need not be told again. */
  void forgetWhatIsBooked(RunBook book) {
    if (run != null
        && run.over()
        && book.find(run.runId()).filter(booked -> booked.state().over()).isPresent()) {
      run = null;
      standingChanged.run();
    }
  }

  /** A run's actor, or the intake, tells something. */
  void on(LearnerEvent event) {
    switch (event) {
      case LearnerEvent.RunStarted started -> {
        HostedRun opening = underWay(started.runId());
        if (opening != null) {
          opening.started(started.iteration());
          coordinator.accept(started);
          standingChanged.run();
        }
      }
      case LearnerEvent.IterationCompleted completed -> {
        HostedRun active = underWay(completed.runId());
        if (active != null) {
          active.advanceTo(completed.report().iteration() + 1);
        }
        coordinator.accept(completed);
      }
      case LearnerEvent.BlockAdmitted admitted -> {
        HostedRun active = underWay(admitted.runId());
        if (active != null) {
          active.admitted(admitted);
        }
        coordinator.accept(admitted);
      }
      case LearnerEvent.BlockRefused refused -> coordinator.accept(refused);
      case LearnerEvent.CheckpointWritten written -> coordinator.accept(written);
      case LearnerEvent.PolicyEvaluated evaluated -> coordinator.accept(evaluated);
      case LearnerEvent.RunEnded ended -> {
        HostedRun active = underWay(ended.runId());
        if (active != null) {
          active.ended(ended);
          end(active);
        }
      }
      case LearnerEvent.RunFailed failed -> {
        HostedRun active = underWay(failed.runId());
        if (active != null) {
          active.failed(failed);
          end(active);
        }
      }
    }
  }

  /** Something was done on another thread. */
  void on(Step step) {
    switch (step) {
      case Claimed claimed -> onClaimed(claimed.run(), claimed.directory());
      case NotClaimed(HostedRun refused, Throwable cause) -> {
        LOG.warn("A run could not be begun", cause);
        refused.failed(new LearnerEvent.RunFailed(refused.runId(), BelayException.sentence(cause)));
        conclude(refused);
      }
      case Freed freed -> conclude(freed.run());
    }
  }

  /** An actor that worked on a run has ended; without a word where it broke. */
  void actorGone(ActorRef<?> actor, Throwable cause) {
    if (run != null && actor.equals(run.actor()) && !run.ending()) {
      run.failed(
          new LearnerEvent.RunFailed(
              run.runId(), "a run's actor goes on to its end: " + BelayException.sentence(cause)));
      end(run);
    }
  }

  /** The node's actor has ended: whatever is still held is let go when nothing writes to it. */
  void abandon() {
    intake.end();
    HostedRun left = run;
    if (left == null || left.ending()) {
      return;
    }
    left.claim()
        .thenAccept(directory -> {
          if (left.actor() == null) {
            disk.letGo(directory);
          } else {
            left.released().thenRun(() -> disk.letGo(directory));
          }
        });
  }

  private void begin(RunSpecification specification) {
    CompletableFuture<RunDirectory> claim = disk.claim(specification);
    HostedRun opening = new HostedRun(specification, claim);
    run = opening;
    context.pipeToSelf(
        claim,
        (directory, failure) ->
            wrap.apply(
                failure == null
                    ? new Claimed(opening, directory)
                    : new NotClaimed(opening, BelayException.unwrapped(failure))));
    standingChanged.run();
  }

  private void onClaimed(HostedRun opening, RunDirectory directory) {
    if (leaving != null) {
      disk.letGo(directory);
      opening.ended(new LearnerEvent.RunEnded(opening.runId(), false, ""));
      conclude(opening);
      return;
    }
    begun++;
    LearnerSettings learner =
        new LearnerSettings(
            directory.files(),
            settings.threads(),
            settings.checkpointInterval(),
            settings.lastCheckpointTimeout());
    ActorRef<LearnerActor.Command> actor =
        context.spawn(
            LearnerActor.create(
                learner, broadcast, events, nanoTime, () -> opening.released().complete(null)),
            "run-" + begun);
    context.watch(actor);
    opening.hasActor(actor);
    intake.begin(actor, new RunCheckpoints(opening.runId(), directory.files().checkpoints()));
    actor.tell(new LearnerActor.Directed(new StartRun(opening.specification())));
    String stopReason = opening.stopReason();
    if (stopReason != null) {
      actor.tell(new LearnerActor.Directed(new StopRun(opening.runId(), stopReason)));
    }
  }

  /** Lets a run's actor go and has the rest of its end done. */
  private void end(HostedRun ended) {
    intake.end();
    ActorRef<LearnerActor.Command> actor = ended.actor();
    if (actor != null) {
      context.stop(actor);
    }
    CompletableFuture<Void> free =
        ended
            .claim()
            .thenCompose(directory ->
                CompletableFuture.allOf(hearEnd(ended, directory), ended.released())
                    .whenComplete((unused, failure) -> disk.letGo(directory)));
    context.pipeToSelf(
        free.copy()
            .completeOnTimeout(null, settings.runEndTimeout().toMillis(), TimeUnit.MILLISECONDS),
        (unused, failure) -> wrap.apply(new Freed(ended)));
  }

  /** Completes, never exceptionally, when the listener is done. */
  private CompletableFuture<Void> hearEnd(HostedRun ended, RunDirectory directory) {
    CompletableFuture<Void> heard = new CompletableFuture<>();
    if (onlyLeft(ended)) {
      heard.complete(null);
      return heard;
    }
    RunEnd end = ended.report(directory);
    Thread.ofPlatform()
        .daemon()
        .name("belay-run-end")
        .start(() -> {
          try {
            listener.runEnded(end);
          } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                "What is left to do at the end of a run was not done: runId={}",
                end.specification().runId(),
                e);
          } finally {
            heard.complete(null);
          }
        });
    return heard;
  }

  private void conclude(HostedRun ended) {
    ended.conclude();
    if (onlyLeft(ended)) {
      LOG.info("The run is left to another learner: {}", ended.standing());
    } else {
      coordinator.accept(ended.end().event());
      standingChanged.run();
    }
  }

  /** Whether a run only ends here, because this learner leaves, and goes on elsewhere. */
  private boolean onlyLeft(HostedRun ended) {
    return leaving != null && ended.end().standing().phase() != RunStanding.Phase.COMPLETED;
  }

  private @Nullable HostedRun underWay(String runId) {
    return run != null && !run.ending() && run.runId().equals(runId) ? run : null;
  }
}
