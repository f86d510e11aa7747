package io.belay.learner.node;

import io.belay.control.LearnerEvent;
import io.belay.control.LearnerEvent.RunEnded;
import io.belay.control.LearnerEvent.RunFailed;
import io.belay.control.RunSpecification;
import io.belay.control.RunStanding;
import io.belay.control.RunStanding.Phase;
import io.belay.learner.LearnerActor;
import io.belay.learner.run.RunDirectory;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The run that a learner was last told to begin; owned by the node's actor. */
final class HostedRun {
  /**
   * How a run ended.
   *
   * @param event what the coordinator is told when all is done
   * @param standing the run's standing from then on
   */
  record End(LearnerEvent event, RunStanding standing) {}

  private final RunSpecification specification;
  private final CompletableFuture<RunDirectory> claim;
  private final CompletableFuture<Void> released = new CompletableFuture<>();

  /** Workers of the newest iteration that a block was admitted of. */
  private final Set<String> workers = new HashSet<>();

  private int iterationOfWorkers;
  private int workersBefore;
  private RunStanding standing;
  private OptionalInt resumedFrom = OptionalInt.empty();
  private @Nullable ActorRef<LearnerActor.Command> actor;
  private @Nullable String stopReason;

  /** How it ended, from then on. */
  private @Nullable End end;

  private boolean over;

  /**
   * A run that is being opened.
   *
   * @param claim its directory, when it is had
   */
  HostedRun(RunSpecification specification, CompletableFuture<RunDirectory> claim) {
    this.specification = specification;
    this.claim = claim;
    this.standing = new RunStanding(specification.runId(), Phase.OPENING, 0, "", "");
  }

  RunSpecification specification() {
    return specification;
  }

  String runId() {
    return specification.runId();
  }

  CompletableFuture<RunDirectory> claim() {
    return claim;
  }

  /** Completed when nothing is written to its directory any more, once it has an actor. */
  CompletableFuture<Void> released() {
    return released;
  }

  RunStanding standing() {
    return standing;
  }

  /** The actor that works on it; null before its directory is had. */
  @Nullable ActorRef<LearnerActor.Command> actor() {
    return actor;
  }

  void hasActor(ActorRef<LearnerActor.Command> begun) {
    actor = begun;
  }

  /** Why it is to stop; null while nobody asked for it. */
  @Nullable String stopReason() {
    return stopReason;
  }

  void wantStop(String reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
  }

  void started(int iteration) {
    resumedFrom = iteration > 0 ? OptionalInt.of(iteration) : OptionalInt.empty();
    advanceTo(iteration);
  }

  void advanceTo(int iteration) {
    standing = new RunStanding(runId(), Phase.RUNNING, iteration, "", "");
  }

  void admitted(LearnerEvent.BlockAdmitted admitted) {
    if (admitted.iteration() != iterationOfWorkers) {
      iterationOfWorkers = admitted.iteration();
      workersBefore = workers.size();
      workers.clear();
    }
    workers.add(admitted.workerId());
  }

  /** Whether nothing more is done for it, except what its end still needs. */
  boolean ending() {
    return end != null;
  }

  void ended(RunEnded how) {
    Phase phase = how.completed() ? Phase.COMPLETED : Phase.STOPPED;
    String detail = how.completed() || stopReason == null ? "" : stopReason;
    end = new End(how, at(phase, detail, how.parametersSha256()));
  }

  void failed(RunFailed how) {
    end = new End(how, at(Phase.FAILED, how.message(), ""));
  }

  /** How it ended, while it is {@link #ending}. */
  End end() {
    End how = end;
    if (how == null) {
      throw new IllegalStateException("a run that is asked how it ended has: runId=" + runId());
    }
    return how;
  }

  /** What its end still needed is done. */
  void conclude() {
    standing = end().standing();
    over = true;
  }

  boolean over() {
    return over;
  }

  /** Whether a further wish to begin it is one: it is over, and something is left to do. */
  boolean mayBeginAgain() {
    return over && standing.phase() != Phase.COMPLETED;
  }

  /** What the listener is told of its end. */
  RunEnd report(RunDirectory directory) {
    return new RunEnd(
        specification,
        directory.files(),
        end().standing(),
        resumedFrom,
        Math.max(workersBefore, workers.size()));
  }

  private RunStanding at(Phase phase, String detail, String parametersSha256) {
    return new RunStanding(runId(), phase, standing.iteration(), detail, parametersSha256);
  }
}
