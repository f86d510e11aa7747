package io.belay.learner.training;

import static io.belay.learner.differences.Agreement.assertAgree;
import static io.belay.learner.differences.PolicyCase.ROWS;
import static io.belay.learner.differences.PolicyCase.doubles;
import static io.belay.learner.differences.PolicyCase.mean;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.differences.CentralDifferences;
import io.belay.learner.differences.DoubleLosses;
import io.belay.learner.differences.PolicyCase;
import io.belay.learner.differences.PolicyClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The critic's gradient against central differences of its losses in {@code double}. */
class CriticDifferenceTest {
  private static final PolicyClass POLICY =
      new PolicyClass(PolicyClass.Function.MLP_TANH, PolicyClass.Actions.CATEGORICAL);
  private static final double VALUE_COEFFICIENT = 0.7;
  private static final double CLIP_RANGE = 0.25;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void squaredError(long seed) {
    PolicyCase drawn = new PolicyCase(POLICY, algorithm("none"), seed);
    float[] returns = drawn.normals();

    double[] expected =
        CentralDifferences.gradient(
            parameters ->
                VALUE_COEFFICIENT
                    * mean(r -> DoubleLosses.valueLoss(drawn.value(parameters, r), returns[r])),
            doubles(drawn.criticParameters()));

    assertAgree(drawn, gradient(drawn, drawn.criticParameters(), returns), expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void squaredErrorWithValuesClippedAroundThoseBefore(long seed) {
    PolicyCase drawn = new PolicyCase(POLICY, algorithm(String.valueOf(CLIP_RANGE)), seed);
    float[] returns = drawn.normals();
    float[] before = drawn.perturbed(drawn.criticParameters(), 0.1);
    double[] valuesBefore = new double[ROWS];
    int outside = 0;
    for (int r = 0; r < ROWS; r++) {
      valuesBefore[r] = drawn.value(doubles(before), r);
      double moved = drawn.value(doubles(drawn.criticParameters()), r) - valuesBefore[r];
      outside += Math.abs(moved) > CLIP_RANGE ? 1 : 0;
    }
    assertThat(outside).as("%s: rows outside the clip", drawn).isBetween(1, ROWS - 1);

    double[] expected =
        CentralDifferences.gradient(
            parameters ->
                VALUE_COEFFICIENT
                    * mean(r ->
                        DoubleLosses.clippedValueLoss(
                            drawn.value(parameters, r), valuesBefore[r], returns[r], CLIP_RANGE)),
            doubles(drawn.criticParameters()));

    assertAgree(drawn, gradient(drawn, before, returns), expected);
  }

  /** The gradient of a step that starts from other parameters than those of the batch's values. */
  private static float[] gradient(PolicyCase drawn, float[] before, float[] returns) {
    Batch batch = drawn.batch(new float[ROWS]);
    BatchValues values = drawn.values(batch, before);
    return SgdStep.of(drawn, batch, values, new float[ROWS], returns).criticGradient();
  }

  private static String algorithm(String valueClipRange) {
    return """
    name = ppo, epochs = 1, minibatch-size = %d, advantage-normalisation = none
    value-clip-range = %s, value-coefficient = %s
    %s
    """
        .formatted(ROWS, valueClipRange, VALUE_COEFFICIENT, SgdStep.SETTINGS);
  }
}
