package io.belay.learner.training;

import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Update;
import io.belay.learner.differences.PolicyCase;
import io.belay.learner.parallel.Crew;
import java.util.Map;

/**
 * One step of plain gradient descent by the update of a case's recipe, turned back into the
 * gradient that made it.
 *
 * @param gradient of the loss by the parameters that were looked at
 * @param figures what the update says of the step
 */
record SgdStep(float[] gradient, Map<String, Double> figures) {
  /** So long a step that rounding the parameters after it costs no more than one rounding does. */
  private static final int LEARNING_RATE = 1 << 14;

  /** Settings that make a step one of plain gradient descent, in HOCON. */
  static final String SETTINGS =
      """
      learning-rate = %d, learning-rate-schedule = constant, max-gradient-norm = none
      optimizer { kind = sgd, momentum = 0 }
      """
          .formatted(LEARNING_RATE);

  /** The actor's step. */
  static SgdStep ofActor(
      PolicyCase drawn, float[] behaviourLogProbabilities, float[] advantages, float[] returns) {
    Batch batch = drawn.batch(behaviourLogProbabilities);
    BatchValues values = drawn.values(batch, drawn.criticParameters());
    float[] actor = drawn.actor();
    try (Crew crew = new Crew(2)) {
      Map<String, Double> figures =
          update(drawn, crew)
              .improve(actor, drawn.criticParameters(), batch, values, advantages, returns, 0);
      return new SgdStep(gradient(drawn.actor(), actor), figures);
    }
  }

  /**
   * The critic's step, whichever half of the update makes it.
   *
   * @param before parameters that the batch's values are of
   */
  static SgdStep ofCritic(PolicyCase drawn, float[] before, float[] returns) {
    Batch batch = drawn.batch(new float[PolicyCase.ROWS]);
    BatchValues values = drawn.values(batch, before);
    float[] critic = drawn.criticParameters();
    try (Crew crew = new Crew(2)) {
      Update update = update(drawn, crew);
      Map<String, Double> figures =
          update.improve(
              drawn.actor(), critic, batch, values, new float[PolicyCase.ROWS], returns, 0);
      figures.putAll(update.fitCritic(critic, batch, values, returns, 0));
      return new SgdStep(gradient(drawn.criticParameters(), critic), figures);
    }
  }

  private static Update update(PolicyCase drawn, Crew crew) {
    return Updates.of(drawn.specification(), drawn.policy(), drawn.critic(), crew);
  }

  private static float[] gradient(float[] before, float[] after) {
    float[] gradient = new float[before.length];
    for (int i = 0; i < before.length; i++) {
      gradient[i] = (float) (((double) before[i] - after[i]) / LEARNING_RATE);
    }
    return gradient;
  }
}
