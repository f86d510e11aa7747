package io.belay.wire;

import io.belay.control.FromLearnerNode;
import io.belay.control.LearnerCommand;
import io.belay.control.ToLearnerNode;
import io.belay.error.BelayException;
import io.belay.v1.DirectedStart;
import io.belay.v1.DirectedStop;
import io.belay.v1.FromLearner;
import io.belay.v1.LearnerLeaving;
import io.belay.v1.LearnerPresent;
import io.belay.v1.LearnerState;
import io.belay.v1.LearnerStateWanted;
import io.belay.v1.ToLearner;
import io.belay.wire.transport.GrpcAddress;
import java.util.Optional;

/** What coordinator and learner nodes say to each other as {@code belay.v1} messages, and back. */
public final class ControlCodec {
  private ControlCodec() {}

  /** The message that says this to the coordinator. */
  public static FromLearner encode(FromLearnerNode said) {
    FromLearner.Builder message = FromLearner.newBuilder().setLearnerId(said.learnerId());
    return switch (said) {
      case FromLearnerNode.Present present ->
          message
              .setPresent(
                  LearnerPresent.newBuilder()
                      .setAddress(present.address())
                      .setBookRevision(present.bookRevision())
                      .setStanding(RunCodec.encode(present.standing())))
              .build();
      case FromLearnerNode.State state -> message.setState(encodeState(state)).build();
      case FromLearnerNode.BookKept kept -> message.setBookKept(kept.revision()).build();
      case FromLearnerNode.Told told -> EventCodec.encode(told.event(), message);
      case FromLearnerNode.Leaving leaving ->
          message.setLeaving(LearnerLeaving.getDefaultInstance()).build();
    };
  }

  /**
   * What a learner's message says.
   *
   * @throws BelayException INVALID_REQUEST where a field breaks its rule
   */
  public static FromLearnerNode decode(FromLearner message) {
    String learnerId = FieldRules.name("from_learner.learner_id", message.getLearnerId());
    return switch (message.getMessageCase()) {
      case PRESENT -> decodePresent(learnerId, message.getPresent());
      case STATE -> decodeState(learnerId, message.getState());
      case BOOK_KEPT ->
          new FromLearnerNode.BookKept(
              learnerId, FieldRules.number("book_kept", message.getBookKept()));
      case RUN_STARTED,
          BLOCK_ADMITTED,
          BLOCK_REFUSED,
          ITERATION_COMPLETED,
          CHECKPOINT_WRITTEN,
          POLICY_EVALUATED,
          RUN_ENDED,
          RUN_FAILED ->
          new FromLearnerNode.Told(learnerId, EventCodec.decode(message));
      case LEAVING -> new FromLearnerNode.Leaving(learnerId);
      case MESSAGE_NOT_SET -> throw FieldRules.nothingKnown("from_learner");
    };
  }

  /** The message that says this to the learner. */
  public static ToLearner encode(ToLearnerNode said) {
    ToLearner.Builder message = ToLearner.newBuilder();
    return switch (said) {
      case ToLearnerNode.Directed directed ->
          switch (directed.command()) {
            case LearnerCommand.StartRun start ->
                message
                    .setStartRun(
                        DirectedStart.newBuilder()
                            .setLearnerId(directed.learnerId())
                            .setSpecification(RunCodec.encode(start.specification())))
                    .build();
            case LearnerCommand.StopRun stop ->
                message
                    .setStopRun(
                        DirectedStop.newBuilder()
                            .setLearnerId(directed.learnerId())
                            .setRunId(stop.runId())
                            .setReason(stop.reason()))
                    .build();
          };
      case ToLearnerNode.KeepBook keep -> message.setKeepBook(RunCodec.encode(keep.book())).build();
      case ToLearnerNode.StateWanted wanted ->
          message.setStateWanted(LearnerStateWanted.getDefaultInstance()).build();
    };
  }

  /**
   * What a coordinator's message says.
   *
   * @throws BelayException INVALID_REQUEST where a field breaks its rule
   */
  public static ToLearnerNode decode(ToLearner message) {
    return switch (message.getMessageCase()) {
      case START_RUN -> {
        DirectedStart start = message.getStartRun();
        FieldRules.present("start_run.specification", start.hasSpecification());
        yield new ToLearnerNode.Directed(
            FieldRules.name("start_run.learner_id", start.getLearnerId()),
            new LearnerCommand.StartRun(RunCodec.decode(start.getSpecification())));
      }
      case STOP_RUN -> {
        DirectedStop stop = message.getStopRun();
        yield new ToLearnerNode.Directed(
            FieldRules.name("stop_run.learner_id", stop.getLearnerId()),
            new LearnerCommand.StopRun(
                FieldRules.name("stop_run.run_id", stop.getRunId()), stop.getReason()));
      }
      case KEEP_BOOK -> new ToLearnerNode.KeepBook(RunCodec.decode(message.getKeepBook()));
      case STATE_WANTED -> new ToLearnerNode.StateWanted();
      case MESSAGE_NOT_SET -> throw FieldRules.nothingKnown("to_learner");
    };
  }

  private static LearnerState encodeState(FromLearnerNode.State state) {
    LearnerState.Builder message =
        LearnerState.newBuilder()
            .setBook(RunCodec.encode(state.book()))
            .setStanding(RunCodec.encode(state.standing()));
    state.underWay().ifPresent(run -> message.setUnderWay(RunCodec.encode(run)));
    return message.build();
  }

  private static FromLearnerNode.State decodeState(String learnerId, LearnerState message) {
    FieldRules.present("state.book", message.hasBook());
    FieldRules.present("state.standing", message.hasStanding());
    return new FromLearnerNode.State(
        learnerId,
        RunCodec.decode(message.getBook()),
        message.hasUnderWay()
            ? Optional.of(RunCodec.decode(message.getUnderWay()))
            : Optional.empty(),
        RunCodec.decode(message.getStanding()));
  }

  private static FromLearnerNode.Present decodePresent(String learnerId, LearnerPresent message) {
    FieldRules.present("present.standing", message.hasStanding());
    return new FromLearnerNode.Present(
        learnerId,
        GrpcAddress.parse(message.getAddress()).toString(),
        FieldRules.number("present.book_revision", message.getBookRevision()),
        RunCodec.decode(message.getStanding()));
  }
}
