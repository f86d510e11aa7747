package io.belay.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The plain loops against figures derived by hand: the other kernels equal them. */
class PlainKernelsTest {

  private final Kernels kernels = new PlainKernels();

  @Test
  void affineAddsTheProductToTheBias() {
    // [1 2] · [[1 2 3] [4 5 6]] + [10 20 30] = [1+8+10, 2+10+20, 3+12+30]
    float[] y = new float[3];
    kernels.affine(
        1,
        2,
        3,
        new float[] {1, 2},
        0,
        new float[] {1, 2, 3, 4, 5, 6},
        0,
        new float[] {10, 20, 30},
        0,
        Activation.IDENTITY,
        y,
        0);
    assertThat(y).containsExactly(19, 32, 45);
  }

  @Test
  void affineStartsItsChainFromTheBias() {
    // 2²⁴ + 1 rounds to 2²⁴, so from the bias on: (2²⁴ + 1) + 1 = 2²⁴; from zero it would be (1 +
    // 1) + 2²⁴ = 2²⁴ + 2.
    float[] y = new float[1];
    kernels.affine(
        1,
        2,
        1,
        new float[] {1, 1},
        0,
        new float[] {1, 1},
        0,
        new float[] {0x1p24f},
        0,
        Activation.IDENTITY,
        y,
        0);
    assertThat(y).containsExactly(0x1p24f);
  }

  @Test
  void accumulateStartsFromWhatIsThere() {
    float[] y = {100f};
    kernels.accumulate(1, 2, 1, new float[] {1, 2}, 0, new float[] {3, 4}, 0, y, 0);
    assertThat(y).containsExactly(111f);
  }

  @Test
  void backwardInputMultipliesByTheDerivativeOfTheLayerBelow() {
    // wᵀ = [[1 2]], dy = 3: Σ = [3 6]; tanh outputs ½ and 0 have derivatives ¾ and 1.
    float[] dx = new float[2];
    kernels.backwardInput(
        1,
        2,
        1,
        new float[] {3},
        0,
        new float[] {1, 2},
        0,
        Activation.TANH,
        new float[] {0.5f, 0},
        0,
        dx,
        0);
    assertThat(dx).containsExactly(2.25f, 6f);
  }

  @Test
  void backwardWeightsAndBiasSumOverRows() {
    // x = [[1 2] [3 4]], dy = [[5] [6]]: dw = [1·5 + 3·6, 2·5 + 4·6], db = 11; only input 1 is
    // asked for.
    float[] dw = {-1f, -1f};
    float[] db = new float[1];
    kernels.backwardWeights(
        2, 2, 1, new float[] {1, 2, 3, 4}, 0, new float[] {5, 6}, 0, 1, 2, dw, 0);
    kernels.backwardBias(2, 1, new float[] {5, 6}, 0, db, 0);
    assertThat(dw).containsExactly(-1f, 34f);
    assertThat(db).containsExactly(11f);
  }

  @Test
  void transposeCopiesTheRowsAskedFor() {
    float[] aT = new float[6];
    kernels.transpose(2, 3, new float[] {1, 2, 3, 4, 5, 6}, 0, 1, 2, aT, 0);
    assertThat(aT).containsExactly(0, 4, 0, 5, 0, 6);
  }

  @Test
  void sumsRunInSixteenChains() {
    // Chain 0 holds 2²⁴ and (element 16) 1, which rounds away; chain 1 holds 2. Front to back, 2²⁴
    // + 2 + 1 would be 2²⁴ + 4.
    float[] a = new float[17];
    a[0] = 0x1p24f;
    a[1] = 2;
    a[16] = 1;
    float[] ones = new float[17];
    Arrays.fill(ones, 1f);
    assertThat(kernels.dot(a, 0, ones, 0, 17)).isEqualTo(0x1p24f + 2f);
    assertThat(kernels.sumOfSquares(new float[] {3, 4}, 0, 2)).isEqualTo(25f);
  }

  @Test
  void adamsFirstStepIsTheLearningRateAgainstTheSign() {
    // m/(1 − β₁) = g and √(v/(1 − β₂)) = |g|, so the step is learningRate · g / (|g| + ε).
    float[] parameters = {1f, 1f};
    kernels.adam(
        AdamConstants.of(0.1, 0.9, 0.999, 1e-8, 1),
        1f,
        new float[] {5f, -0.01f},
        new float[2],
        new float[2],
        parameters,
        0,
        2);
    assertThat(parameters[0]).isCloseTo(0.9f, within(1e-6f));
    assertThat(parameters[1]).isCloseTo(1.1f, within(1e-6f));
  }

  @Test
  void shapesAreChecked() {
    float[] four = new float[4];
    assertThatThrownBy(() -> kernels.accumulate(2, 2, 2, four, 0, four, 1, new float[4], 0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("w must lie inside its array: at=1, rows=2, columns=2, arrayLength=4");
    assertThatThrownBy(() -> kernels.tanh(four, 0, -1, four, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("columns=-1");
    assertThatThrownBy(
            () -> kernels.backwardWeights(2, 2, 2, four, 0, four, 0, 1, 3, new float[4], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
