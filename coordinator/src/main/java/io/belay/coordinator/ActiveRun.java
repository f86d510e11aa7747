package io.belay.coordinator;

import io.belay.control.RunSpecification;
import io.belay.coordinator.lease.LeaseBook;
import io.belay.coordinator.run.RunPhase;
import io.belay.coordinator.run.RunState;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.worker.WorkerRoster;
import io.belay.coordinator.worker.WorkerSession;
import io.belay.recipe.RecipeLoader;
import io.belay.space.EnvironmentSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The run that the coordinator works on, or the last one it worked on. */
final class ActiveRun {
  private final Submission submission;
  private final LeaseBook leases;
  private RunState state;
  private @Nullable RunSpecification specification;
  private String recipeText = "";
  private @Nullable String failure;

  ActiveRun(Submission submission, int maxBlockFailures, Instant now) {
    this.submission = submission;
    this.leases = new LeaseBook(submission.recipe().sampling().blocks(), maxBlockFailures);
    this.state = RunState.submitted(submission.runId(), now);
  }

  String id() {
    return submission.runId();
  }

  Submission submission() {
    return submission;
  }

  LeaseBook leases() {
    return leases;
  }

  RunState state() {
    return state;
  }

  boolean is(RunPhase phase) {
    return state.phase() == phase;
  }

  boolean over() {
    return state.phase().terminal();
  }

  /** Passes to another phase. */
  void advance(RunPhase next, Instant now, String detail) {
    state = state.advance(next, now, detail);
  }

  /** Why the run cannot go on, once that is known; it then ends as failed. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  void noteFailure(String message) {
    failure = message;
  }

  /** What tells workers of their leases, from the run's start on. */
  Optional<LeaseMessages> messages(String learnerAddress, WorkerRoster roster) {
    return specification == null
        ? Optional.empty()
        : Optional.of(new LeaseMessages(specification, recipeText, learnerAddress, roster));
  }

  /** Fixes the environment as its workers describe it. */
  RunSpecification specify(EnvironmentSpec environment) {
    RunSpecification fixed = new RunSpecification(id(), submission.recipe(), environment);
    specification = fixed;
    recipeText = RecipeLoader.render(submission.recipe());
    return fixed;
  }

  /**
   * The environment as the first of the workers describes it, by name; from the run's start on as
   * it was then.
   */
  Optional<EnvironmentSpec> environment(WorkerRoster roster) {
    if (specification != null) {
      return Optional.of(specification.environment());
    }
    return roster.all().stream()
        .filter(worker -> !worker.draining())
        .flatMap(worker -> worker.environment(submission.recipe().environment().id()).stream())
        .findFirst();
  }

  /** Workers that describe the run's environment alike, those that are going included. */
  List<WorkerSession> workers(WorkerRoster roster) {
    Optional<EnvironmentSpec> environment = environment(roster);
    return roster.all().stream()
        .filter(worker -> environment.isPresent())
        .filter(worker ->
            worker.environment(submission.recipe().environment().id()).equals(environment))
        .toList();
  }
}
