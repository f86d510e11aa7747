package io.belay.coordinator;

import static io.belay.coordinator.run.RunPhase.COMPLETED;
import static io.belay.coordinator.run.RunPhase.FAILED;
import static io.belay.coordinator.run.RunPhase.RUNNING;
import static io.belay.coordinator.run.RunPhase.STARTING;
import static io.belay.coordinator.run.RunPhase.STOPPED;
import static io.belay.coordinator.run.RunPhase.STOPPING;
import static io.belay.coordinator.run.RunPhase.WAITING_FOR_LEARNER;
import static io.belay.coordinator.run.RunPhase.WAITING_FOR_WORKERS;

import io.belay.control.LearnerCommand;
import io.belay.control.RunSpecification;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunPhase;
import io.belay.coordinator.run.RunSettings;
import io.belay.coordinator.worker.WorkerRoster;
import io.belay.coordinator.worker.WorkerSession;
import io.belay.session.FromCoordinator;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The ways of a run from one phase to another, each with what learner, workers and observers are
 * told of it and with the time that the next phase may take.
 */
final class RunPassage {
  private final RunSettings settings;
  private final InstantSource clock;
  private final WorkerRoster roster;
  private final Deadlines deadlines;
  private final Observers observers;
  private final LearnerSeat learner;
  private final RunEnding ending;

  /** Is told of a run that is over. */
  @FunctionalInterface
  interface RunEnding {
    /**
     * Called once for each run, last of all.
     *
     * @param phase one that is terminal
     */
    void over(ActiveRun run, RunPhase phase, String detail, String parametersSha256);
  }

  RunPassage(
      RunSettings settings,
      InstantSource clock,
      WorkerRoster roster,
      Deadlines deadlines,
      Observers observers,
      LearnerSeat learner,
      RunEnding ending) {
    this.settings = settings;
    this.clock = clock;
    this.roster = roster;
    this.deadlines = deadlines;
    this.observers = observers;
    this.learner = learner;
    this.ending = ending;
  }

  /** A run is worked on from now on, and waits for its workers. */
  void begin(ActiveRun run) {
    observers.tell(
        new RunEvent.Submitted(
            run.id(),
            run.recipe().name(),
            run.recipe().environment().id(),
            run.recipe().algorithm().name(),
            run.leases().blocks(),
            run.workersWanted()));
    describe(run);
    observers.tell(new RunEvent.PhaseChanged(run.state()));
    deadlines.set(Deadline.WORKERS, settings.workerWaitTimeout());
  }

  /** A learner is there, and workers have yet to say what the run's environment is like. */
  void waitForWorkers(ActiveRun run) {
    clearDeadlines();
    deadlines.set(Deadline.WORKERS, settings.workerWaitTimeout());
    advance(run, WAITING_FOR_WORKERS, "");
  }

  /** The learner is gone; leases stand until another one, or the same one, is there. */
  void waitForLearner(ActiveRun run) {
    clearDeadlines();
    deadlines.set(Deadline.LEARNER, settings.learnerWaitTimeout());
    run.leases().pause();
    advance(run, WAITING_FOR_LEARNER, "");
  }

  /** The learner is to begin. */
  void start(ActiveRun run) {
    opening(run);
    command(run);
  }

  /** The learner is about to begin. */
  void opening(ActiveRun run) {
    clearDeadlines();
    deadlines.set(Deadline.START, settings.startTimeout());
    advance(run, STARTING, "");
  }

  /** Has the learner begin, once it has in its book that it should. */
  void command(ActiveRun run) {
    Optional<RunSpecification> specification = run.specification();
    if (specification.isPresent() && !learner.busy() && learner.keeps(run.revision())) {
      learner.command(new LearnerCommand.StartRun(specification.get()));
    }
  }

  /**
   * The learner works on the run; a run that an earlier coordinator began waits for those who hold
   * its blocks.
   */
  void running(ActiveRun run, RunSpecification specification, int iteration) {
    clearDeadlines();
    describe(run);
    advance(run, RUNNING, "");
    if (run.adopted()) {
      run.taught();
      deadlines.set(Deadline.GATHERING, settings.gatherTimeout());
      run.leases().adopt(specification, run.recipeText(), learner.address(), iteration);
    } else {
      run.leases().begin(specification, run.recipeText(), learner.address(), iteration);
    }
  }

  /** Ends the run after its running update with a checkpoint; at once where none is under way. */
  void stop(ActiveRun run, String reason) {
    switch (run.state().phase()) {
      case WAITING_FOR_WORKERS, WAITING_FOR_LEARNER -> ended(run, false, "", reason);
      case STARTING, RUNNING -> askToStop(run, reason);
      case STOPPING, COMPLETED, STOPPED, FAILED -> {}
    }
  }

  /**
   * Lets the learner save what there is, then ends the run as failed; at once where no learner
   * works on it.
   */
  void fail(ActiveRun run, String message) {
    switch (run.state().phase()) {
      case STARTING, RUNNING -> {
        run.noteFailure(message);
        askToStop(run, message);
      }
      case WAITING_FOR_WORKERS, WAITING_FOR_LEARNER, STOPPING -> end(run, FAILED, message, "");
      case COMPLETED, STOPPED, FAILED -> {}
    }
  }

  private void askToStop(ActiveRun run, String reason) {
    clearDeadlines();
    deadlines.set(Deadline.STOP, settings.stopTimeout());
    advance(run, STOPPING, reason);
    learner.command(new LearnerCommand.StopRun(run.id(), reason));
  }

  /** The learner has ended the run, or none works on it and someone asked for its end. */
  void ended(ActiveRun run, boolean completed, String sha256, String detail) {
    Optional<String> failure = run.failure();
    if (failure.isPresent() && !completed) {
      end(run, FAILED, failure.get(), "");
    } else {
      end(run, completed ? COMPLETED : STOPPED, completed ? "" : detail, sha256);
    }
  }

  /** The run could not go on; an earlier reason is the one that counts. */
  void failed(ActiveRun run, String message) {
    end(run, FAILED, run.failure().orElse(message), "");
  }

  private void end(ActiveRun run, RunPhase phase, String detail, String sha256) {
    clearDeadlines();
    run.leases().pause();
    advance(run, phase, detail);
    String reason = detail.isEmpty() ? phase.name() : phase + ": " + detail;
    for (WorkerSession worker : List.copyOf(roster.all())) {
      if (worker.unassign(run.id())) {
        worker.link().send(new FromCoordinator.RunEnded(run.id(), reason));
      }
    }
    observers.tell(
        phase == FAILED
            ? new RunEvent.Failed(run.id(), detail, run.notFinite())
            : new RunEvent.Ended(run.id(), phase == COMPLETED, sha256));
    ending.over(run, phase, detail, sha256);
  }

  private void describe(ActiveRun run) {
    observers.tell(
        new RunEvent.Described(
            run.id(),
            run.recipeText(),
            run.recipe().iterations(),
            run.recipe().sampling().batchSize(),
            run.specification()
                .map(specification -> specification.environment().rewardThreshold())
                .orElse(OptionalDouble.empty())));
  }

  private void advance(ActiveRun run, RunPhase phase, String detail) {
    run.advance(phase, clock.instant(), detail);
    observers.tell(new RunEvent.PhaseChanged(run.state()));
  }

  private void clearDeadlines() {
    for (Deadline deadline : Deadline.values()) {
      deadlines.clear(deadline);
    }
  }
}
