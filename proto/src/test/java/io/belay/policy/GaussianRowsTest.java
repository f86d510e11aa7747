package io.belay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianRowsTest {
  private static final int DIMENSIONS = 3;

  private final Kernels kernels = KernelProvider.kernels();

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 13, 64})
  void rowsOfOneDeviationAgreeToTheBitWhereverItComesFrom(int rows) {
    RandomGenerator random = new SplittableRandom(rows);
    float[] deviations = {-1.3f, 0.2f, 1.9f};
    float[] otherDeviations = {-1.1f, 0.25f, 1.2f};
    float[] means = numbers(random, rows * DIMENSIONS);
    float[] otherMeans = numbers(random, rows * DIMENSIONS);
    float[] noise = numbers(random, rows * DIMENSIONS);

    float[] shared =
        results(shared(rows, means, deviations), shared(rows, otherMeans, otherDeviations), noise);
    float[] perRow =
        results(perRow(rows, means, deviations), perRow(rows, otherMeans, otherDeviations), noise);

    assertThat(perRow).isEqualTo(shared).doesNotContain(0f);
  }

  /** Samples, log π, entropies and divergences one after the other, rows of three and of one. */
  private static float[] results(GaussianRows gaussian, GaussianRows other, float[] noise) {
    int rows = noise.length / DIMENSIONS;
    float[] results = new float[noise.length + 3 * rows];
    gaussian.sample(noise, results, 0);
    gaussian.logProbabilities(results, 0, results, noise.length);
    gaussian.entropies(results, noise.length + rows);
    gaussian.divergences(other, results, noise.length + 2 * rows);
    return results;
  }

  private GaussianRows shared(int rows, float[] means, float[] deviations) {
    GaussianRows gaussian = new DiagonalGaussian(DIMENSIONS, 2).workspace(rows);
    float[] parameters = {9f, 9f, deviations[0], deviations[1], deviations[2]};
    gaussian.load(kernels, rows, means, 0, parameters);
    return gaussian;
  }

  private GaussianRows perRow(int rows, float[] means, float[] deviations) {
    GaussianRows gaussian = new StateDependentGaussian(DIMENSIONS).workspace(rows);
    int from = 1;
    float[] head = new float[from + 2 * means.length];
    for (int r = 0; r < rows; r++) {
      int at = from + 2 * r * DIMENSIONS;
      System.arraycopy(means, r * DIMENSIONS, head, at, DIMENSIONS);
      System.arraycopy(deviations, 0, head, at + DIMENSIONS, DIMENSIONS);
    }
    gaussian.load(kernels, rows, head, from, new float[0]);
    return gaussian;
  }

  private static float[] numbers(RandomGenerator random, int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void everyRowHasItsOwnDeviationWithinItsBounds() {
    GaussianRows gaussian = new StateDependentGaussian(1).workspace(4);
    gaussian.load(kernels, 4, new float[] {1, -0.5f, 1, 0.5f, 1, 7, 1, -30}, 0, new float[0]);
    float[] actions = new float[4];
    gaussian.sample(new float[] {2, 2, 2, 2}, actions, 0);
    // a = μ + 2σ with log σ = −0.5, 0.5, 2 (bounded from 7), −20 (from −30).
    assertThat(actions)
        .containsExactly(new float[] {2.2130613f, 4.2974425f, 15.778112f, 1f}, within(1e-6f));
    assertThat(new boolean[] {moves(gaussian, 0), moves(gaussian, 2), moves(gaussian, 3)})
        .containsExactly(true, false, false);
    float[] entropies = new float[4];
    gaussian.entropies(entropies, 0);
    // log σ + ½ log 2πe, the latter 1.4189385.
    assertThat(entropies)
        .containsExactly(
            new float[] {0.9189385f, 1.9189385f, 3.4189385f, -18.5810615f}, within(2e-6f));
    float[] logProbabilities = new float[4];
    gaussian.logProbabilities(new float[] {1, 1, 1, 1}, 0, logProbabilities, 0);
    // At the mean: −log σ − ½ log 2π, the latter 0.9189385.
    assertThat(logProbabilities)
        .containsExactly(
            new float[] {-0.4189385f, -1.4189385f, -2.9189385f, 19.0810615f}, within(2e-6f));
  }

  private static boolean moves(GaussianRows gaussian, int row) {
    return gaussian.moves(row, 0);
  }

  @Test
  void divergenceIsThatOfNormals() {
    GaussianRows from = new StateDependentGaussian(1).workspace(2);
    GaussianRows to = new StateDependentGaussian(1).workspace(2);
    float ln2 = (float) Math.log(2);
    from.load(kernels, 2, new float[] {0, 0, 0, 0}, 0, new float[0]);
    to.load(kernels, 2, new float[] {1, ln2, 0, 0}, 0, new float[0]);
    float[] divergences = new float[2];
    from.divergences(to, divergences, 0);
    // N(0, 1) from N(1, 2²): log 2 + (1² + 1²) ÷ (2·2²) − ½; and from itself.
    assertThat(divergences).containsExactly(new float[] {0.4431472f, 0f}, within(1e-6f));
  }

  @Test
  void aNumberThatIsNoneStaysSo() {
    GaussianRows gaussian = new StateDependentGaussian(1).workspace(1);
    gaussian.load(kernels, 1, new float[] {0, Float.NaN}, 0, new float[0]);
    float[] logProbability = new float[1];
    gaussian.logProbabilities(new float[] {0}, 0, logProbability, 0);
    assertThat(logProbability[0]).isNaN();
  }
}
