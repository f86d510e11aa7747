package io.belay.wire;

import io.belay.control.LearnerEvent;
import io.belay.control.PolicyTable;
import io.belay.error.BelayException;
import io.belay.v1.BlockAdmitted;
import io.belay.v1.BlockTurnedDown;
import io.belay.v1.CheckpointWritten;
import io.belay.v1.FromLearner;
import io.belay.v1.IterationCompleted;
import io.belay.v1.LearnerRunEnded;
import io.belay.v1.LearnerRunFailed;
import io.belay.v1.PolicyEvaluated;
import io.belay.v1.RunIteration;
import java.util.List;

/** What happened in a run as cases of {@link FromLearner}, and back. */
final class EventCodec {
  private EventCodec() {}

  /** The message with the event as its case. */
  static FromLearner encode(LearnerEvent event, FromLearner.Builder message) {
    return switch (event) {
      case LearnerEvent.RunStarted started ->
          message
              .setRunStarted(
                  RunIteration.newBuilder()
                      .setRunId(started.runId())
                      .setIteration(started.iteration()))
              .build();
      case LearnerEvent.BlockAdmitted admitted ->
          message
              .setBlockAdmitted(
                  BlockAdmitted.newBuilder()
                      .setRunId(admitted.runId())
                      .setIteration(admitted.iteration())
                      .setBlock(admitted.block())
                      .setWorkerId(admitted.workerId()))
              .build();
      case LearnerEvent.BlockRefused refused ->
          message
              .setBlockRefused(
                  BlockTurnedDown.newBuilder()
                      .setRunId(FieldRules.shortened(refused.runId()))
                      .setBlock(refused.block())
                      .setWorkerId(FieldRules.shortened(refused.workerId()))
                      .setReason(refused.reason()))
              .build();
      case LearnerEvent.IterationCompleted completed ->
          message
              .setIterationCompleted(
                  IterationCompleted.newBuilder()
                      .setRunId(completed.runId())
                      .setReport(ReportCodec.encode(completed.report())))
              .build();
      case LearnerEvent.CheckpointWritten written ->
          message
              .setCheckpointWritten(
                  CheckpointWritten.newBuilder()
                      .setRunId(written.runId())
                      .setIteration(written.iteration())
                      .setSuccess(written.success())
                      .setDetail(FieldRules.explanation(written.detail())))
              .build();
      case LearnerEvent.PolicyEvaluated evaluated ->
          message.setPolicyEvaluated(encode(evaluated.runId(), evaluated.table())).build();
      case LearnerEvent.RunEnded ended ->
          message
              .setRunEnded(
                  LearnerRunEnded.newBuilder()
                      .setRunId(ended.runId())
                      .setCompleted(ended.completed())
                      .setParametersSha256(ended.parametersSha256()))
              .build();
      case LearnerEvent.RunFailed failed ->
          message
              .setRunFailed(
                  LearnerRunFailed.newBuilder()
                      .setRunId(failed.runId())
                      .setMessage(FieldRules.explanation(failed.message()))
                      .setNotFinite(failed.notFinite()))
              .build();
    };
  }

  /**
   * The event of a message whose case is one.
   *
   * @throws BelayException INVALID_REQUEST where a field breaks its rule or the case is no event
   */
  static LearnerEvent decode(FromLearner message) {
    return switch (message.getMessageCase()) {
      case RUN_STARTED ->
          new LearnerEvent.RunStarted(
              FieldRules.name("run_started.run_id", message.getRunStarted().getRunId()),
              FieldRules.number("run_started.iteration", message.getRunStarted().getIteration()));
      case BLOCK_ADMITTED -> decode(message.getBlockAdmitted());
      case BLOCK_REFUSED -> decode(message.getBlockRefused());
      case ITERATION_COMPLETED -> decode(message.getIterationCompleted());
      case CHECKPOINT_WRITTEN -> decode(message.getCheckpointWritten());
      case POLICY_EVALUATED -> decode(message.getPolicyEvaluated());
      case RUN_ENDED -> decode(message.getRunEnded());
      case RUN_FAILED ->
          new LearnerEvent.RunFailed(
              FieldRules.name("run_failed.run_id", message.getRunFailed().getRunId()),
              message.getRunFailed().getMessage(),
              message.getRunFailed().getNotFinite());
      case PRESENT, STATE, BOOK_KEPT, LEAVING, MESSAGE_NOT_SET ->
          throw FieldRules.nothingKnown("learner_event");
    };
  }

  private static LearnerEvent decode(BlockAdmitted admitted) {
    return new LearnerEvent.BlockAdmitted(
        FieldRules.name("block_admitted.run_id", admitted.getRunId()),
        FieldRules.number("block_admitted.iteration", admitted.getIteration()),
        FieldRules.number("block_admitted.block", admitted.getBlock()),
        FieldRules.name("block_admitted.worker_id", admitted.getWorkerId()));
  }

  /** Run and worker are what the offer said, which may be nothing or nonsense. */
  private static LearnerEvent decode(BlockTurnedDown refused) {
    return new LearnerEvent.BlockRefused(
        FieldRules.shortText("block_refused.run_id", refused.getRunId()),
        refused.getBlock(),
        FieldRules.shortText("block_refused.worker_id", refused.getWorkerId()),
        FieldRules.name("block_refused.reason", refused.getReason()));
  }

  private static LearnerEvent decode(IterationCompleted completed) {
    FieldRules.present("iteration_completed.report", completed.hasReport());
    return new LearnerEvent.IterationCompleted(
        FieldRules.name("iteration_completed.run_id", completed.getRunId()),
        ReportCodec.decode(completed.getReport()));
  }

  private static LearnerEvent decode(CheckpointWritten written) {
    if (written.getIteration() < (written.getSuccess() ? 0 : -1)) {
      throw BelayException.invalid(
          "a checkpoint that was written has its iteration, another has -1: checkpoint_written.iteration=%d, checkpoint_written.success=%s"
              .formatted(written.getIteration(), written.getSuccess()));
    }
    return new LearnerEvent.CheckpointWritten(
        FieldRules.name("checkpoint_written.run_id", written.getRunId()),
        written.getIteration(),
        written.getSuccess(),
        written.getDetail());
  }

  private static PolicyEvaluated encode(String runId, PolicyTable table) {
    PolicyEvaluated.Builder message =
        PolicyEvaluated.newBuilder()
            .setRunId(runId)
            .setIteration(table.iteration())
            .setStates(table.states())
            .setActions(table.actions());
    for (float value : table.values()) {
      message.addValues(value);
    }
    for (float probability : table.probabilities()) {
      message.addProbabilities(probability);
    }
    return message.build();
  }

  private static LearnerEvent decode(PolicyEvaluated evaluated) {
    return new LearnerEvent.PolicyEvaluated(
        FieldRules.name("policy_evaluated.run_id", evaluated.getRunId()),
        new PolicyTable(
            FieldRules.number("policy_evaluated.iteration", evaluated.getIteration()),
            FieldRules.number("policy_evaluated.states", evaluated.getStates()),
            FieldRules.number("policy_evaluated.actions", evaluated.getActions()),
            floats(evaluated.getValuesList()),
            floats(evaluated.getProbabilitiesList())));
  }

  private static float[] floats(List<Float> numbers) {
    float[] array = new float[numbers.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = numbers.get(i);
    }
    return array;
  }

  private static LearnerEvent decode(LearnerRunEnded ended) {
    return new LearnerEvent.RunEnded(
        FieldRules.name("run_ended.run_id", ended.getRunId()),
        ended.getCompleted(),
        FieldRules.sha256("run_ended.parameters_sha256", ended.getParametersSha256()));
  }
}
