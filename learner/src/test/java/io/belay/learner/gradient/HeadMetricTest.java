package io.belay.learner.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.policy.ActionDistribution;
import io.belay.policy.Categorical;
import io.belay.policy.DiagonalGaussian;
import io.belay.policy.StateDependentGaussian;
import org.junit.jupiter.api.Test;

/** The vectors b of each head's metric, put together to M = Σ b bᵀ. */
class HeadMetricTest {

  @Test
  void softmaxIsDiagonalOfProbabilitiesWithoutTheirProduct() {
    // Logits log (1, 2, 5): π = (1/8, 1/4, 5/8); M = diag(π) − ππᵀ in 64ths.
    double[][] expected = {
      {7 / 64.0, -2 / 64.0, -5 / 64.0},
      {-2 / 64.0, 12 / 64.0, -10 / 64.0},
      {-5 / 64.0, -10 / 64.0, 15 / 64.0}
    };
    HeadGradient head = head(new Categorical(3), log(1), log(2), log(5));
    assertThat(head.rank(HeadMetric.FISHER)).isEqualTo(2);
    assertMetric(head, HeadMetric.FISHER, expected);
  }

  @Test
  void uncentredSoftmaxIsTheDiagonal() {
    HeadGradient head = head(new Categorical(3), log(1), log(2), log(5));
    assertMetric(
        head, HeadMetric.UNCENTRED, new double[][] {{0.125, 0, 0}, {0, 0.25, 0}, {0, 0, 0.625}});
  }

  @Test
  void impossibleActionsHaveNoMetric() {
    // exp(−300) is 0 as a float: π = (0, 1, 0), and M = 0.
    assertMetric(head(new Categorical(3), -300f, 0f, -300f), HeadMetric.FISHER, new double[3][3]);
    // π = (½, ½, 0).
    assertMetric(
        head(new Categorical(3), 0f, 0f, -300f),
        HeadMetric.FISHER,
        new double[][] {{0.25, -0.25, 0}, {-0.25, 0.25, 0}, {0, 0, 0}});
  }

  @Test
  void oneActionHasNoMetric() {
    assertThat(head(new Categorical(1), 3f).rank(HeadMetric.FISHER)).isZero();
  }

  @Test
  void gaussianIsThePrecisionOfItsMeans() {
    // σ = (½, 2): 1 ÷ σ² = (4, ¼); each log σ has 2.
    HeadGradient head = HeadGradient.of(new DiagonalGaussian(2, 1), 1);
    load(head, new float[] {0f, 0f}, new float[] {9f, log(0.5), log(2)}, 2);
    assertMetric(head, HeadMetric.FISHER, new double[][] {{4, 0}, {0, 0.25}});
    float[] product = new float[3];
    head.fisherOfFreeParameters(new float[] {5f, 6f, 7f}, product);
    assertThat(product).containsExactly(0f, 12f, 14f);
  }

  @Test
  void stateDependentGaussianHasItsDeviationsInTheHead() {
    HeadGradient head = head(new StateDependentGaussian(1), 0f, log(0.5));
    assertMetric(head, HeadMetric.FISHER, new double[][] {{4, 0}, {0, 2}});
    // Beyond its bound a log σ does not move.
    assertMetric(
        head(new StateDependentGaussian(1), 0f, 3f),
        HeadMetric.FISHER,
        new double[][] {{Math.exp(-4), 0}, {0, 0}});
  }

  @Test
  void aGaussianHasNoUncentredMetric() {
    assertThatThrownBy(() -> head(new StateDependentGaussian(1), 0f, 0f).rank(HeadMetric.UNCENTRED))
        .isInstanceOfSatisfying(
            BelayException.class,
            refused -> assertThat(refused.category()).isEqualTo(ErrorCategory.INVALID_REQUEST))
        .hasMessageContaining("discrete action space")
        .hasMessageContaining("dimensions=1");
  }

  private static float log(double x) {
    return (float) Math.log(x);
  }

  private static HeadGradient head(ActionDistribution distribution, float... outputs) {
    HeadGradient head = HeadGradient.of(distribution, 1);
    load(head, outputs, new float[0], distribution.actionSize());
    return head;
  }

  private static void load(HeadGradient head, float[] outputs, float[] parameters, int actionSize) {
    head.load(
        1, outputs, 0, parameters, new float[actionSize], 0, new float[1], 0, new float[1], 0);
  }

  private static void assertMetric(HeadGradient head, HeadMetric metric, double[][] expected) {
    double[][] sum = new double[expected.length][expected.length];
    for (int k = 0; k < head.rank(metric); k++) {
      float[] factor = new float[expected.length];
      head.factor(metric, k, factor, 0);
      for (int i = 0; i < factor.length; i++) {
        for (int j = 0; j < factor.length; j++) {
          sum[i][j] += factor[i] * factor[j];
        }
      }
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(sum[i]).containsExactly(expected[i], within(1e-6));
    }
  }
}
