package io.belay.coordinator;

import io.belay.control.BookedRun;
import io.belay.control.FromLearnerNode;
import io.belay.control.LearnerEvent;
import io.belay.control.RunBook;
import io.belay.coordinator.run.Overview;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunPhase;
import io.belay.coordinator.run.StopReply;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.coordinator.run.WorkerSummary;
import io.belay.coordinator.worker.WorkerRoster;
import io.belay.error.BelayException;
import io.belay.recipe.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Which run is worked on: puts submissions into the book, has the learner keep it, and gives the
 * conductor one run after the other; used by the coordinator's actor alone.
 *
 * <p>Nothing is worked on before the learner of a cluster has told what it knows: the run that it
 * has under way comes first.
 */
final class RunSchedule {
  private final CoordinatorSettings settings;
  private final InstantSource clock;
  private final WorkerRoster roster;
  private final Observers observers;
  private final LearnerSeat learner;
  private final RunLibrary library;
  private final RunConductor conductor;
  private final Logger log;

  /** The edition of the book by which observers were last told how many runs wait. */
  private long revisionTold = -1;

  RunSchedule(
      CoordinatorSettings settings,
      InstantSource clock,
      WorkerRoster roster,
      Deadlines deadlines,
      Observers observers,
      LearnerSeat learner,
      Logger log) {
    this.settings = settings;
    this.clock = clock;
    this.roster = roster;
    this.observers = observers;
    this.learner = learner;
    this.log = log;
    this.library = new RunLibrary(settings.run().maxQueuedRuns());
    RunPassage passage =
        new RunPassage(settings.run(), clock, roster, deadlines, observers, learner, this::onEnded);
    this.conductor =
        new RunConductor(settings.run(), roster, deadlines, observers, learner, passage);
    if (learner.remote()) {
      learner.wantState();
    } else {
      library.take(RunBook.empty());
    }
  }

  /** What is done about the run that is worked on. */
  RunConductor conductor() {
    return conductor;
  }

  /** Puts a run into the book. */
  SubmitReply submit(Submission submission) {
    SubmitReply reply = library.submit(submission, clock.instant());
    if (reply instanceof SubmitReply.Refused refused) {
      tellRefusal(refused, false);
    }
    return reply;
  }

  /** Ends a run, or takes it from the queue. */
  StopReply stop(String runId, String reason) {
    Optional<BookedRun> booked = library.find(runId);
    if (booked.isEmpty() && library.bookAwaited()) {
      return new StopReply.TooEarly(
          runId,
          "the learner has told the coordinator its book of runs; ask again, or start a learner: run="
              + runId);
    }
    if (booked.isEmpty()) {
      return new StopReply.Unknown(
          runId,
          "a run that is stopped has been submitted; belay status shows those that have been: run=%s"
              .formatted(runId));
    }
    Optional<ActiveRun> working = conductor.run().filter(run -> run.id().equals(runId));
    if (working.isPresent()) {
      String phase = working.get().state().phase().name();
      conductor.stop(reason);
      return new StopReply.Taken(runId, phase);
    }
    String phase = booked.get().state().name();
    library.end(runId, BookedRun.State.STOPPED, reason, "");
    return new StopReply.Taken(runId, phase);
  }

  /** Where everything stands. */
  Overview overview() {
    Optional<ActiveRun> working = conductor.run();
    Instant now = clock.instant();
    List<WorkerSummary> workers =
        roster.all().stream()
            .map(worker ->
                new WorkerSummary(
                    worker.workerId(),
                    working.map(run -> run.leases().heldBy(worker.workerId())).orElse(0),
                    worker.stepsPerSecond(),
                    Duration.between(worker.lastSeen(), now),
                    worker.draining()))
            .toList();
    return new Overview(
        library.summaries(working, roster), workers, learner.address(), library.bookAwaited());
  }

  /** The learner of the cluster says something. */
  void onLearnerNode(FromLearnerNode message) {
    switch (learner.hear(message, clock.instant())) {
      case FORMER -> {}
      case LEAVING -> conductor.learnerGone();
      case ANOTHER -> {
        log.info("the active learner: learner={}", message.learnerId());
        conductor.learnerGone();
        onLearnerWord(message);
      }
      case SAME -> onLearnerWord(message);
    }
  }

  private void onLearnerWord(FromLearnerNode message) {
    if (!learner.known()) {
      learner.wantState();
      return;
    }
    switch (message) {
      case FromLearnerNode.Present unused -> onLearnerStands();
      case FromLearnerNode.State all -> {
        onBook(all.book());
        onLearnerStands();
      }
      case FromLearnerNode.BookKept unused -> conductor.bookKept();
      case FromLearnerNode.Told(String learnerId, LearnerEvent event) -> onLearnerEvent(event);
      case FromLearnerNode.Leaving unused -> {}
    }
  }

  private void onLearnerStands() {
    if (!learner.ready()) {
      return;
    }
    // The book's active run comes first: it may be the one that the learner works on.
    if (!takeNextRuns()) {
      conductor.learnerStands(learner.standing());
      takeNextRuns();
    }
    learner.keep(library.book());
  }

  private void onBook(RunBook kept) {
    library.take(kept).forEach(refused -> tellRefusal(refused, true));
    conductor
        .run()
        .filter(run -> library.active().filter(run::isOf).isEmpty())
        .ifPresent(run ->
            conductor.supersede(
                "the learner keeps a newer book, in which the run is not the active one: run=%s; submit it again with --resume"
                    .formatted(run.id())));
  }

  private void tellRefusal(SubmitReply.Refused refused, boolean accepted) {
    observers.tell(
        new RunEvent.SubmissionRefused(
            refused.runId(), refused.reason(), refused.message(), accepted));
  }

  /** Something happened in a run. */
  void onLearnerEvent(LearnerEvent event) {
    if (event instanceof LearnerEvent.IterationCompleted completed) {
      library.progressed(completed.runId(), completed.report());
    }
    conductor.onLearnerEvent(event);
  }

  /** Time has passed: looks whether the learner of the cluster is still heard. */
  void lookForSilence() {
    if (learner.falls(clock.instant())) {
      log.warn(
          "nothing was heard of the learner for the learner-timeout: learner-timeout={}",
          settings.run().learnerTimeout());
      conductor.learnerGone();
    }
  }

  /** Gives the conductor the next run where it has none, and the learner the newest book. */
  void proceed() {
    takeNextRuns();
    learner.offer(library.book());
    if (library.book().revision() != revisionTold) {
      revisionTold = library.book().revision();
      observers.tell(new RunEvent.RunsQueued(library.waiting(), settings.run().maxQueuedRuns()));
    }
  }

  /** Whether there was one to take; one that is over at once makes room for the next. */
  private boolean takeNextRuns() {
    boolean taken = false;
    while (conductor.run().isEmpty() && (learner.ready() || !learner.remote()) && takeNext()) {
      taken = true;
    }
    return taken;
  }

  /** Whether there was one. */
  private boolean takeNext() {
    Optional<BookedRun> active = library.active();
    Optional<BookedRun> next = active.isPresent() ? active : library.activateNext();
    next.ifPresent(run -> take(run, active.isEmpty()));
    return next.isPresent();
  }

  private void take(BookedRun booked, boolean fresh) {
    Recipe recipe;
    try {
      recipe = library.recipe(booked);
    } catch (BelayException unreadable) {
      String why = BelayException.sentence(unreadable);
      log.warn("a run's recipe cannot be read: run={}: {}", booked.runId(), why);
      library.end(booked.runId(), BookedRun.State.FAILED, why, "");
      return;
    }
    RunLeases leases =
        new RunLeases(
            booked.runId(),
            recipe,
            settings.run().maxBlockFailures(),
            settings.lease(),
            roster,
            observers,
            clock);
    conductor.take(
        new ActiveRun(booked, recipe, library.book().revision(), fresh, leases, clock.instant()));
  }

  private void onEnded(ActiveRun run, RunPhase phase, String detail, String parametersSha256) {
    BookedRun.State state =
        switch (phase) {
          case COMPLETED -> BookedRun.State.COMPLETED;
          case STOPPED -> BookedRun.State.STOPPED;
          case FAILED -> BookedRun.State.FAILED;
          case WAITING_FOR_WORKERS, STARTING, RUNNING, WAITING_FOR_LEARNER, STOPPING ->
              throw new IllegalStateException(
                  "a run that is over is in a terminal phase: phase=" + phase);
        };
    library.end(run.id(), state, detail, parametersSha256);
  }
}
