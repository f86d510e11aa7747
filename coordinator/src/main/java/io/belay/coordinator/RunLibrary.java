package io.belay.coordinator;

import io.belay.control.BookedRun;
import io.belay.control.IterationReport;
import io.belay.control.RunBook;
import io.belay.coordinator.run.RunQueue;
import io.belay.coordinator.run.RunSummary;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.coordinator.worker.WorkerRoster;
import io.belay.error.BelayException;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** All runs that the coordinator knows: the book, and what need not outlive the coordinator. */
final class RunLibrary {
  private final RunQueue queue;
  private final Map<String, Recipe> recipes = new HashMap<>();
  private final Map<String, Progress> progress = new HashMap<>();

  private record Progress(int iterations, long steps, double stepsPerSecond, double returnMean) {
    static final Progress NONE = new Progress(0, 0, 0, Double.NaN);
  }

  RunLibrary(int maxQueued) {
    queue = new RunQueue(maxQueued);
  }

  /** The book as it is to be kept. */
  RunBook book() {
    return queue.book();
  }

  /** Whether the learner has yet to tell its book, so that runs may be missing. */
  boolean bookAwaited() {
    return !queue.taken();
  }

  /** How many runs wait for their turn. */
  int waiting() {
    return queue.waiting();
  }

  /** Puts a run into the book. */
  SubmitReply submit(Submission submission, Instant now) {
    SubmitReply reply =
        queue.submit(
            submission.runId(),
            RecipeLoader.render(submission.recipe()),
            submission.workersWanted(),
            now,
            submission.resume());
    if (reply instanceof SubmitReply.Accepted) {
      recipes.putIfAbsent(submission.runId(), submission.recipe());
    }
    forgetOthers();
    return reply;
  }

  /**
   * Takes the book over that the learner kept.
   *
   * @return runs that were submitted before and cannot be put into it
   */
  List<SubmitReply.Refused> take(RunBook kept) {
    List<SubmitReply.Refused> refused =
        queue.take(kept).stream()
            .filter(SubmitReply.Refused.class::isInstance)
            .map(SubmitReply.Refused.class::cast)
            .toList();
    // The learner's entry may have another recipe.
    refused.forEach(reply -> recipes.remove(reply.runId()));
    forgetOthers();
    return refused;
  }

  /** The run that is worked on. */
  Optional<BookedRun> active() {
    return queue.active();
  }

  /** Makes the next run the active one. */
  Optional<BookedRun> activateNext() {
    return queue.activateNext();
  }

  Optional<BookedRun> find(String runId) {
    return queue.book().find(runId);
  }

  /** Notes that a run is over. */
  void end(String runId, BookedRun.State state, String detail, String parametersSha256) {
    queue.end(runId, state, detail, parametersSha256);
    forgetOthers();
  }

  /** Notes what an iteration did. */
  void progressed(String runId, IterationReport report) {
    progress.put(
        runId,
        new Progress(
            report.iteration() + 1,
            report.environmentSteps(),
            report.stepsPerSecond(),
            report.returnMean()));
  }

  /**
   * The recipe of a run in the book.
   *
   * @throws BelayException where this version cannot read what another one wrote
   */
  Recipe recipe(BookedRun run) {
    Recipe known = recipes.get(run.runId());
    if (known == null) {
      known = RecipeLoader.parse(run.recipe(), run.runId());
      recipes.put(run.runId(), known);
    }
    return known;
  }

  /** Where every run stands, in the order of submission. */
  List<RunSummary> summaries(Optional<ActiveRun> active, WorkerRoster roster) {
    return queue.book().runs().stream().map(run -> summary(run, active, roster)).toList();
  }

  private RunSummary summary(BookedRun run, Optional<ActiveRun> active, WorkerRoster roster) {
    Optional<ActiveRun> current = active.filter(working -> working.isOf(run));
    String phase =
        current.map(working -> working.state().phase().name()).orElse(run.state().name());
    String detail = current.map(working -> working.detail(roster)).orElse(run.detail());
    Progress done = progress.getOrDefault(run.runId(), Progress.NONE);
    Recipe recipe;
    try {
      recipe = recipe(run);
    } catch (BelayException unreadable) {
      return new RunSummary(
          run.runId(),
          "",
          "",
          "",
          phase,
          detail.isEmpty() ? BelayException.sentence(unreadable) : detail,
          run.submitted(),
          done.iterations(),
          0,
          done.steps(),
          0,
          OptionalDouble.empty(),
          run.parametersSha256(),
          run.workersWanted());
    }
    int iterations = done.iterations();
    if (current.isPresent()) {
      iterations = Math.max(iterations, current.get().leases().iteration());
    } else if (run.state() == BookedRun.State.COMPLETED) {
      iterations = recipe.iterations();
    }
    return new RunSummary(
        run.runId(),
        recipe.name(),
        recipe.environment().id(),
        recipe.algorithm().name(),
        phase,
        detail,
        run.submitted(),
        iterations,
        recipe.iterations(),
        Math.max(done.steps(), (long) iterations * recipe.sampling().batchSize()),
        current.isPresent() ? done.stepsPerSecond() : 0,
        Double.isNaN(done.returnMean())
            ? OptionalDouble.empty()
            : OptionalDouble.of(done.returnMean()),
        run.parametersSha256(),
        run.workersWanted());
  }

  private void forgetOthers() {
    Set<String> ids = new HashSet<>();
    queue.book().runs().forEach(run -> ids.add(run.runId()));
    recipes.keySet().retainAll(ids);
    progress.keySet().retainAll(ids);
  }
}
