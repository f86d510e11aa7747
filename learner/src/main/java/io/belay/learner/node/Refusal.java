package io.belay.learner.node;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.learner.service.LearnerIntake;
import io.belay.learner.service.LearnerIntake.BlockOffered;
import io.belay.learner.service.LearnerIntake.BlockTurnedAway;
import io.belay.learner.service.LearnerIntake.CarryWanted;
import io.belay.learner.service.LearnerIntake.PolicyWanted;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockVerdict;
import java.util.function.Consumer;

/**
 * Answers everything at once with the advice to come again.
 *
 * @param rule why, and what to do
 */
record Refusal(String rule) implements Consumer<LearnerIntake> {

  @Override
  public void accept(LearnerIntake intake) {
    switch (intake) {
      case BlockOffered offered ->
          offered
              .reply()
              .accept(
                  BlockReply.to(
                      offered.block().stamp(),
                      BlockVerdict.WRONG_RUN,
                      message(offered.block().stamp().runId()),
                      0));
      case CarryWanted wanted -> wanted.reply().completeExceptionally(failure(wanted.runId()));
      // The broadcast turns the subscriber away; who offered what is counted where a run is under
      // way.
      case PolicyWanted unused -> {}
      case BlockTurnedAway unused -> {}
    }
  }

  private BelayException failure(String runId) {
    return new BelayException(ErrorCategory.RETRYABLE, message(runId));
  }

  private String message(String runId) {
    return "%s: runId=%s".formatted(rule, runId);
  }
}
