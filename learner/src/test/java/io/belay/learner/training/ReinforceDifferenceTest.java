package io.belay.learner.training;

import static io.belay.learner.differences.Agreement.assertAgree;
import static io.belay.learner.differences.PolicyCase.ROWS;
import static io.belay.learner.differences.PolicyCase.doubles;
import static io.belay.learner.differences.PolicyCase.mean;

import io.belay.learner.differences.CentralDifferences;
import io.belay.learner.differences.PolicyCase;
import io.belay.learner.differences.PolicyClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** REINFORCE's policy gradient against central differences of its loss in {@code double}. */
class ReinforceDifferenceTest {
  private static final double ENTROPY_COEFFICIENT = 0.3;

  @ParameterizedTest
  @MethodSource("io.belay.learner.differences.PolicyClass#all")
  void rewardToGoAndEntropy(PolicyClass policyClass) {
    PolicyCase drawn = new PolicyCase(policyClass, algorithm("none"), 5);
    float[] returns = drawn.normals();

    SgdStep step =
        SgdStep.ofActor(drawn, drawn.behaviour(drawn.uniform(0.5, 2)), new float[ROWS], returns);

    assertAgree(drawn, step.gradient(), differences(drawn, returns));
    assertAgree(
        drawn,
        step.figures().get("policyLoss"),
        policyLoss(drawn, doubles(drawn.actor()), returns));
  }

  @ParameterizedTest
  @EnumSource
  void rewardToGoLessTheValue(PolicyClass.Actions actions) {
    PolicyClass policyClass = new PolicyClass(PolicyClass.Function.MLP_TANH, actions);
    PolicyCase drawn = new PolicyCase(policyClass, algorithm("critic"), 6);
    float[] advantages = drawn.normals();

    SgdStep step =
        SgdStep.ofActor(drawn, drawn.behaviour(drawn.uniform(0.5, 2)), advantages, new float[ROWS]);

    assertAgree(drawn, step.gradient(), differences(drawn, advantages));
  }

  private static double[] differences(PolicyCase drawn, float[] weights) {
    return CentralDifferences.gradient(
        parameters ->
            policyLoss(drawn, parameters, weights)
                - ENTROPY_COEFFICIENT * mean(r -> drawn.entropy(parameters, r)),
        doubles(drawn.actor()));
  }

  private static double policyLoss(PolicyCase drawn, double[] parameters, float[] weights) {
    return -mean(r -> weights[r] * drawn.logProbability(parameters, r));
  }

  private static String algorithm(String baseline) {
    return """
    name = reinforce, baseline = %s, advantage-normalisation = none, entropy-coefficient = %s
    critic.minibatch-size = %d
    %s
    """
        .formatted(baseline, ENTROPY_COEFFICIENT, ROWS, SgdStep.SETTINGS);
  }
}
