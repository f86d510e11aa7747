package io.belay.coordinator;

import io.belay.control.BookedRun;
import io.belay.control.RunSpecification;
import io.belay.control.RunStanding;
import io.belay.coordinator.run.RunPhase;
import io.belay.coordinator.run.RunState;
import io.belay.coordinator.worker.WorkerRoster;
import io.belay.coordinator.worker.WorkerSession;
import io.belay.recipe.Recipe;
import io.belay.space.EnvironmentSpec;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The run that the coordinator works on, or the last one it worked on. */
final class ActiveRun {
  private final BookedRun booked;
  private final Recipe recipe;
  private final long revision;
  private final RunLeases leases;
  private RunState state;
  private boolean fresh;
  private @Nullable RunSpecification specification;
  private boolean adopted;
  private @Nullable String failure;
  private boolean notFinite;

  /**
   * A run that waits for its workers.
   *
   * @param revision the first edition of the book that has it as the active one
   * @param fresh whether the run has just come from the queue, so that what a learner says of its
   *     end is about an earlier attempt, until it is seen under way
   */
  ActiveRun(
      BookedRun booked,
      Recipe recipe,
      long revision,
      boolean fresh,
      RunLeases leases,
      Instant now) {
    this.booked = booked;
    this.recipe = recipe;
    this.revision = revision;
    this.fresh = fresh;
    this.leases = leases;
    this.state = RunState.submitted(booked.runId(), now);
  }

  String id() {
    return booked.runId();
  }

  Recipe recipe() {
    return recipe;
  }

  /** The recipe as workers are told it. */
  String recipeText() {
    return booked.recipe();
  }

  int workersWanted() {
    return booked.workersWanted();
  }

  /** The first edition of the book that has the run as the active one. */
  long revision() {
    return revision;
  }

  RunLeases leases() {
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

  /** Whether a learner's standing is about this attempt at the run. */
  boolean concerns(RunStanding standing) {
    boolean earlier =
        fresh
            && (standing.phase() == RunStanding.Phase.STOPPED
                || standing.phase() == RunStanding.Phase.FAILED);
    return standing.runId().equals(id()) && !earlier;
  }

  /** Notes that a learner works on this attempt. */
  void seen() {
    fresh = false;
  }

  /** Whether an entry of the book is this run's. */
  boolean isOf(BookedRun entry) {
    return entry.runId().equals(id());
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

  /** Whether the learner gave up an update because a number was not finite. */
  boolean notFinite() {
    return notFinite;
  }

  void noteNotFinite(boolean told) {
    notFinite = told;
  }

  /** Everything that decides the run's parameters; empty before its environment is known. */
  Optional<RunSpecification> specification() {
    return Optional.ofNullable(specification);
  }

  /** Fixes the environment as its workers describe it. */
  void specify(EnvironmentSpec environment) {
    specification = new RunSpecification(id(), recipe, environment);
  }

  /** Takes the run over as a learner has been told of it by an earlier coordinator. */
  void adopt(RunSpecification told) {
    specification = told;
    adopted = true;
  }

  /** Whether workers may hold blocks by the word of an earlier coordinator. */
  boolean adopted() {
    return adopted;
  }

  /** Notes that all who hold blocks know it from this coordinator. */
  void taught() {
    adopted = false;
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
        .flatMap(worker -> worker.environment(recipe.environment().id()).stream())
        .findFirst();
  }

  /** How many workers that stay describe the run's environment alike. */
  long available(WorkerRoster roster) {
    Optional<EnvironmentSpec> environment = environment(roster);
    return roster.all().stream()
        .filter(worker -> environment.isPresent() && !worker.draining())
        .filter(worker -> offers(worker, environment))
        .count();
  }

  /** What people are told of the run's state: of a run that waits for workers, which are there. */
  String detail(WorkerRoster roster) {
    if (!is(RunPhase.WAITING_FOR_WORKERS)) {
      return state.detail();
    }
    long available = available(roster);
    String there =
        "environment=%s is offered by %d of %d workers, wanted=%d"
            .formatted(recipe.environment().id(), available, roster.size(), workersWanted());
    return available == 0 ? there + "; " + Impatience.OFFER_ENVIRONMENT : there;
  }

  private boolean offers(WorkerSession worker, Optional<EnvironmentSpec> environment) {
    return worker.environment(recipe.environment().id()).equals(environment);
  }
}
