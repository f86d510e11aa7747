package io.belay.learner.training;

import static io.belay.learner.differences.Agreement.assertAgree;
import static io.belay.learner.differences.PolicyCase.ROWS;
import static io.belay.learner.differences.PolicyCase.doubles;
import static io.belay.learner.differences.PolicyCase.mean;

import io.belay.learner.differences.CentralDifferences;
import io.belay.learner.differences.DoubleLosses;
import io.belay.learner.differences.PolicyCase;
import io.belay.learner.differences.PolicyClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * PPO's policy gradient against central differences of its loss in {@code double}, with ratios
 * inside and on both sides outside the clip.
 */
class PpoDifferenceTest {
  private static final double CLIP_RANGE = 0.2;
  private static final double ENTROPY_COEFFICIENT = 0.3;
  private static final String ALGORITHM =
      """
      name = ppo, epochs = 1, minibatch-size = %d, advantage-normalisation = none
      clip-range = %s, clip-range-schedule = constant, entropy-coefficient = %s
      %s
      """
          .formatted(ROWS, CLIP_RANGE, ENTROPY_COEFFICIENT, SgdStep.SETTINGS);

  @ParameterizedTest
  @MethodSource("io.belay.learner.differences.PolicyCase#classesAndSeeds")
  void clippedObjectiveAndEntropy(PolicyClass policyClass, long seed) {
    PolicyCase drawn = new PolicyCase(policyClass, ALGORITHM, seed);
    double[] actor = doubles(drawn.actor());
    float[] advantages = drawn.normals();
    float[] behaviour = drawn.behaviour(ratios(drawn));

    SgdStep step = SgdStep.ofActor(drawn, behaviour, advantages, new float[ROWS]);

    double[] expected =
        CentralDifferences.gradient(
            parameters ->
                policyLoss(drawn, parameters, behaviour, advantages)
                    - ENTROPY_COEFFICIENT * mean(r -> drawn.entropy(parameters, r)),
            actor);
    assertAgree(drawn, step.gradient(), expected);
    assertAgree(
        drawn, step.figures().get("policyLoss"), policyLoss(drawn, actor, behaviour, advantages));
    assertAgree(drawn, step.figures().get("entropy"), mean(r -> drawn.entropy(actor, r)));
  }

  private static double policyLoss(
      PolicyCase drawn, double[] parameters, float[] behaviour, float[] advantages) {
    return -mean(r -> {
      double ratio = Math.exp(drawn.logProbability(parameters, r) - behaviour[r]);
      return DoubleLosses.clippedObjective(ratio, advantages[r], CLIP_RANGE);
    });
  }

  /** A third of them below, within and above the clip, none at its edges. */
  private static float[] ratios(PolicyCase drawn) {
    float[] below = drawn.uniform(0.4, 0.78);
    float[] within = drawn.uniform(0.82, 1.18);
    float[] above = drawn.uniform(1.22, 2);
    float[] ratios = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      ratios[r] = r % 3 == 0 ? below[r] : r % 3 == 1 ? within[r] : above[r];
    }
    return ratios;
  }
}
