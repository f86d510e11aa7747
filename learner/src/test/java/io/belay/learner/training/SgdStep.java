package io.belay.learner.training;

import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Update;
import io.belay.learner.differences.PolicyCase;
import io.belay.learner.parallel.Crew;
import java.util.Map;

/**
 * One step of plain gradient descent by the update of a case's recipe, turned back into the
 * gradients that made it.
 *
 * @param actorGradient of the loss by the policy's parameters
 * @param criticGradient of the loss by the critic's, where the update moves both
 * @param figures what the update says of the step
 */
record SgdStep(float[] actorGradient, float[] criticGradient, Map<String, Double> figures) {
  /** So long a step that rounding the parameters after it costs no more than one rounding does. */
  private static final int LEARNING_RATE = 1 << 14;

  /** Settings that make a step one of plain gradient descent, in HOCON. */
  static final String SETTINGS =
      """
      learning-rate = %d, learning-rate-schedule = constant, max-gradient-norm = none
      optimizer { kind = sgd, momentum = 0 }
      """
          .formatted(LEARNING_RATE);

  static SgdStep of(
      PolicyCase drawn, Batch batch, BatchValues values, float[] advantages, float[] returns) {
    float[] actor = drawn.actor();
    float[] critic = drawn.criticParameters();
    try (Crew crew = new Crew(2)) {
      Update update = Updates.of(drawn.specification(), drawn.policy(), drawn.critic(), crew);
      Map<String, Double> figures =
          update.improve(actor, critic, batch, values, advantages, returns, 0);
      return new SgdStep(
          gradient(drawn.actor(), actor), gradient(drawn.criticParameters(), critic), figures);
    }
  }

  private static float[] gradient(float[] before, float[] after) {
    float[] gradient = new float[before.length];
    for (int i = 0; i < before.length; i++) {
      gradient[i] = (float) (((double) before[i] - after[i]) / LEARNING_RATE);
    }
    return gradient;
  }
}
