package io.belay.learner.training;

import static io.belay.learner.differences.Agreement.assertAgree;
import static io.belay.learner.differences.PolicyCase.ROWS;
import static io.belay.learner.differences.PolicyCase.doubles;
import static io.belay.learner.differences.PolicyCase.mean;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.learner.differences.CentralDifferences;
import io.belay.learner.differences.DoubleLosses;
import io.belay.learner.differences.PolicyCase;
import io.belay.learner.differences.PolicyClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The critic's gradient against central differences of its losses in {@code double}. */
class CriticDifferenceTest {
  private static final PolicyClass POLICY =
      new PolicyClass(PolicyClass.Function.MLP_TANH, PolicyClass.Actions.CATEGORICAL);
  private static final double CLIP_RANGE = 0.25;
  private static final String PPO =
      "name = ppo, epochs = 1, advantage-normalisation = none, minibatch-size = %d, value-coefficient = 0.7\n%s\n"
          .formatted(ROWS, SgdStep.SETTINGS);
  private static final String A2C =
      "name = a2c, value-coefficient = 0.7\n%s".formatted(SgdStep.SETTINGS);
  private static final String REINFORCE =
      "name = reinforce, critic { epochs = 1, minibatch-size = %d\n%s }"
          .formatted(ROWS, SgdStep.SETTINGS);

  /**
   * PPO and A2C step with the actor, the others fit the critic on its own, without a coefficient.
   */
  @ParameterizedTest
  @CsvSource({"ppo, 0.7, 1", "ppo, 0.7, 2", "a2c, 0.7, 3", "reinforce, 1, 4"})
  void squaredError(String algorithm, double coefficient, long seed) {
    String settings =
        switch (algorithm) {
          case "ppo" -> PPO;
          case "a2c" -> A2C;
          case "reinforce" -> REINFORCE;
          default -> throw new IllegalArgumentException(algorithm);
        };
    PolicyCase drawn = new PolicyCase(POLICY, settings, seed);
    double[] critic = doubles(drawn.criticParameters());
    float[] returns = drawn.normals();

    SgdStep step = SgdStep.ofCritic(drawn, drawn.criticParameters(), returns);

    double[] expected =
        CentralDifferences.gradient(
            parameters -> coefficient * valueLoss(drawn, parameters, returns), critic);
    assertAgree(drawn, step.gradient(), expected);
    assertAgree(drawn, step.figures().get("valueLoss"), valueLoss(drawn, critic, returns));
  }

  private static double valueLoss(PolicyCase drawn, double[] parameters, float[] returns) {
    return mean(r -> DoubleLosses.valueLoss(drawn.value(parameters, r), returns[r]));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void squaredErrorWithValuesClippedAroundThoseBefore(long seed) {
    PolicyCase drawn = new PolicyCase(POLICY, PPO + "value-clip-range = " + CLIP_RANGE, seed);
    double[] critic = doubles(drawn.criticParameters());
    float[] returns = drawn.normals();
    float[] before = drawn.perturbed(drawn.criticParameters(), 0.1);
    double[] valuesBefore = new double[ROWS];
    int outside = 0;
    for (int r = 0; r < ROWS; r++) {
      valuesBefore[r] = drawn.value(doubles(before), r);
      outside += Math.abs(drawn.value(critic, r) - valuesBefore[r]) > CLIP_RANGE ? 1 : 0;
    }
    assertThat(outside).as("%s: rows outside the clip", drawn).isBetween(1, ROWS - 1);

    double[] expected =
        CentralDifferences.gradient(
            parameters ->
                0.7
                    * mean(r ->
                        DoubleLosses.clippedValueLoss(
                            drawn.value(parameters, r), valuesBefore[r], returns[r], CLIP_RANGE)),
            critic);
    assertAgree(drawn, SgdStep.ofCritic(drawn, before, returns).gradient(), expected);
  }
}
