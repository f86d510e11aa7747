package io.belay.wire;

import io.belay.control.BookedRun;
import io.belay.control.RunBook;
import io.belay.control.RunSpecification;
import io.belay.control.RunStanding;
import io.belay.recipe.RecipeLoader;
import io.belay.v1.BookedRunState;
import io.belay.v1.LearnerPhase;
import io.belay.v1.LearnerStanding;
import java.time.Instant;

/**
 * Runs as coordinator and learner speak of them, as {@code belay.v1} messages, and back: what they
 * are, where they stand, and the book of all of them.
 *
 * <p>Times are kept to the millisecond.
 */
final class RunCodec {
  /** What a recipe that came in a message is called in problems with it. */
  private static final String ORIGIN = "recipe.conf";

  private RunCodec() {}

  static io.belay.v1.RunSpecification encode(RunSpecification specification) {
    return io.belay.v1.RunSpecification.newBuilder()
        .setRunId(specification.runId())
        .setRecipe(RecipeLoader.render(specification.recipe()))
        .setEnvironment(SpaceCodec.encode(specification.environment()))
        .build();
  }

  static RunSpecification decode(io.belay.v1.RunSpecification message) {
    FieldRules.present("specification.environment", message.hasEnvironment());
    return new RunSpecification(
        FieldRules.name("specification.run_id", message.getRunId()),
        RecipeLoader.parse(message.getRecipe(), ORIGIN),
        SpaceCodec.decode(message.getEnvironment()));
  }

  static LearnerStanding encode(RunStanding standing) {
    return LearnerStanding.newBuilder()
        .setRunId(standing.runId())
        .setPhase(encode(standing.phase()))
        .setIteration(standing.iteration())
        .setDetail(FieldRules.explanation(standing.detail()))
        .setParametersSha256(standing.parametersSha256())
        .build();
  }

  static RunStanding decode(LearnerStanding message) {
    return new RunStanding(
        FieldRules.nameOrNothing("standing.run_id", message.getRunId()),
        decode(message.getPhase()),
        FieldRules.number("standing.iteration", message.getIteration()),
        message.getDetail(),
        FieldRules.sha256OrEmpty("standing.parameters_sha256", message.getParametersSha256()));
  }

  static io.belay.v1.RunBook encode(RunBook book) {
    io.belay.v1.RunBook.Builder message =
        io.belay.v1.RunBook.newBuilder().setRevision(book.revision());
    book.runs().forEach(run -> message.addRuns(encode(run)));
    return message.build();
  }

  static RunBook decode(io.belay.v1.RunBook message) {
    return new RunBook(
        FieldRules.number("book.revision", message.getRevision()),
        message.getRunsList().stream().map(RunCodec::decode).toList());
  }

  private static io.belay.v1.BookedRun encode(BookedRun run) {
    return io.belay.v1.BookedRun.newBuilder()
        .setRunId(run.runId())
        .setRecipe(run.recipe())
        .setWorkersWanted(run.workersWanted())
        .setSubmittedMillis(run.submitted().toEpochMilli())
        .setState(encode(run.state()))
        .setDetail(FieldRules.explanation(run.detail()))
        .setParametersSha256(run.parametersSha256())
        .build();
  }

  private static BookedRun decode(io.belay.v1.BookedRun message) {
    return new BookedRun(
        FieldRules.name("booked_run.run_id", message.getRunId()),
        message.getRecipe(),
        FieldRules.number("booked_run.workers_wanted", message.getWorkersWanted()),
        Instant.ofEpochMilli(message.getSubmittedMillis()),
        decode(message.getState()),
        message.getDetail(),
        FieldRules.sha256OrEmpty("booked_run.parameters_sha256", message.getParametersSha256()));
  }

  private static LearnerPhase encode(RunStanding.Phase phase) {
    return switch (phase) {
      case IDLE -> LearnerPhase.LEARNER_PHASE_IDLE;
      case OPENING -> LearnerPhase.LEARNER_PHASE_OPENING;
      case RUNNING -> LearnerPhase.LEARNER_PHASE_RUNNING;
      case COMPLETED -> LearnerPhase.LEARNER_PHASE_COMPLETED;
      case STOPPED -> LearnerPhase.LEARNER_PHASE_STOPPED;
      case FAILED -> LearnerPhase.LEARNER_PHASE_FAILED;
    };
  }

  private static RunStanding.Phase decode(LearnerPhase phase) {
    return switch (phase) {
      case LEARNER_PHASE_IDLE -> RunStanding.Phase.IDLE;
      case LEARNER_PHASE_OPENING -> RunStanding.Phase.OPENING;
      case LEARNER_PHASE_RUNNING -> RunStanding.Phase.RUNNING;
      case LEARNER_PHASE_COMPLETED -> RunStanding.Phase.COMPLETED;
      case LEARNER_PHASE_STOPPED -> RunStanding.Phase.STOPPED;
      case LEARNER_PHASE_FAILED -> RunStanding.Phase.FAILED;
      case LEARNER_PHASE_UNSPECIFIED, UNRECOGNIZED ->
          throw FieldRules.nothingKnown("standing.phase");
    };
  }

  private static BookedRunState encode(BookedRun.State state) {
    return switch (state) {
      case QUEUED -> BookedRunState.BOOKED_RUN_STATE_QUEUED;
      case ACTIVE -> BookedRunState.BOOKED_RUN_STATE_ACTIVE;
      case COMPLETED -> BookedRunState.BOOKED_RUN_STATE_COMPLETED;
      case STOPPED -> BookedRunState.BOOKED_RUN_STATE_STOPPED;
      case FAILED -> BookedRunState.BOOKED_RUN_STATE_FAILED;
    };
  }

  private static BookedRun.State decode(BookedRunState state) {
    return switch (state) {
      case BOOKED_RUN_STATE_QUEUED -> BookedRun.State.QUEUED;
      case BOOKED_RUN_STATE_ACTIVE -> BookedRun.State.ACTIVE;
      case BOOKED_RUN_STATE_COMPLETED -> BookedRun.State.COMPLETED;
      case BOOKED_RUN_STATE_STOPPED -> BookedRun.State.STOPPED;
      case BOOKED_RUN_STATE_FAILED -> BookedRun.State.FAILED;
      case BOOKED_RUN_STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw FieldRules.nothingKnown("booked_run.state");
    };
  }
}
