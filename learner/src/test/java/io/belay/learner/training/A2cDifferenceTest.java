package io.belay.learner.training;

import static io.belay.learner.differences.Agreement.assertAgree;
import static io.belay.learner.differences.PolicyCase.ROWS;
import static io.belay.learner.differences.PolicyCase.doubles;
import static io.belay.learner.differences.PolicyCase.mean;

import io.belay.learner.differences.CentralDifferences;
import io.belay.learner.differences.PolicyCase;
import io.belay.learner.differences.PolicyClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A2C's policy gradient against central differences of its loss in {@code double}, where the batch
 * is of an older policy.
 */
class A2cDifferenceTest {
  private static final double ENTROPY_COEFFICIENT = 0.3;
  private static final String ALGORITHM =
      "name = a2c, advantage-normalisation = none, entropy-coefficient = %s\n%s"
          .formatted(ENTROPY_COEFFICIENT, SgdStep.SETTINGS);

  @ParameterizedTest
  @MethodSource("io.belay.learner.differences.PolicyClass#all")
  void weightedAdvantageAndEntropy(PolicyClass policyClass) {
    PolicyCase drawn = new PolicyCase(policyClass, ALGORITHM, 4);
    double[] actor = doubles(drawn.actor());
    float[] advantages = drawn.normals();
    float[] behaviour = drawn.behaviour(drawn.uniform(0.5, 2));

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
    return -mean(r -> Math.exp(drawn.logProbability(parameters, r) - behaviour[r]) * advantages[r]);
  }
}
