package io.belay.learner.service;

import io.belay.control.LearnerEvent;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.learner.service.LearnerIntake.BlockOffered;
import io.belay.learner.service.LearnerIntake.BlockTurnedAway;
import io.belay.learner.service.LearnerIntake.CarryWanted;
import io.belay.learner.service.LearnerIntake.CheckpointsWanted;
import io.belay.learner.service.LearnerIntake.PolicyWanted;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockVerdict;
import java.util.function.Consumer;

/**
 * What takes a service's intake where no run is under way: answers everything at once with the
 * advice to come again.
 *
 * @param rule why, and what to do
 * @param told takes blocks that were refused, from any thread, without blocking
 */
public record Refusal(String rule, Consumer<LearnerEvent> told) implements Consumer<LearnerIntake> {

  @Override
  public void accept(LearnerIntake intake) {
    switch (intake) {
      case BlockOffered offered -> refuse(offered);
      case BlockTurnedAway away ->
          told.accept(
              new LearnerEvent.BlockRefused(
                  away.runId(), away.block(), away.workerId(), away.reason()));
      case CarryWanted wanted -> wanted.reply().completeExceptionally(failure(wanted.runId()));
      case CheckpointsWanted wanted -> wanted.reply().completeExceptionally(failure(""));
      // The broadcast turns the subscriber away.
      case PolicyWanted unused -> {}
    }
  }

  private void refuse(BlockOffered offered) {
    BlockStamp stamp = offered.block().stamp();
    offered.reply().accept(BlockReply.to(stamp, BlockVerdict.WRONG_RUN, message(stamp.runId()), 0));
    told.accept(
        new LearnerEvent.BlockRefused(
            stamp.runId(), stamp.block(), stamp.workerId(), BlockVerdict.WRONG_RUN.reason()));
  }

  private BelayException failure(String runId) {
    return new BelayException(ErrorCategory.RETRYABLE, message(runId));
  }

  private String message(String runId) {
    return "%s: runId=%s".formatted(rule, runId);
  }
}
