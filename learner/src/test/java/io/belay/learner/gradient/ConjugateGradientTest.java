package io.belay.learner.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.gradient.ConjugateGradientOutcome.NegativeCurvature;
import io.belay.learner.gradient.ConjugateGradientOutcome.NonFinite;
import io.belay.learner.gradient.ConjugateGradientOutcome.Solved;
import io.belay.learner.gradient.ConjugateGradientOutcome.Unconverged;
import io.belay.learner.reference.Elimination;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConjugateGradientTest {

  @Test
  void twoStepsSolveTwoEquations() {
    // A = (4 1; 1 3), b = (1, 2): x = (3 − 2, −1 + 8) ÷ 11 = (1/11, 7/11).
    float[] solution = new float[2];
    ConjugateGradientOutcome outcome =
        solver(2, 2, 1e-6, 1e-5)
            .solve(matrix(new double[][] {{4, 1}, {1, 3}}), new float[] {1, 2}, solution);
    assertThat(outcome).isInstanceOf(Solved.class);
    assertThat(outcome.iterations()).isEqualTo(2);
    assertThat(solution).containsExactly(new float[] {1 / 11f, 7 / 11f}, within(1e-6f));
  }

  @Test
  void theFirstStepIsTheSteepestOne() {
    // α = bᵀb ÷ bᵀAb = 5 ÷ (4 + 2·2 + 3·4) = 1/4: x = b ÷ 4, r = b − A b ÷ 4 = (1 − 6/4, 2 − 7/4)
    // = (−1/2, 1/4), ‖r‖ ÷ ‖b‖ = √(5/16) ÷ √5 = 1/4.
    float[] solution = new float[2];
    ConjugateGradientOutcome outcome =
        solver(2, 1, 0, 0.2)
            .solve(matrix(new double[][] {{4, 1}, {1, 3}}), new float[] {1, 2}, solution);
    assertThat(outcome).isEqualTo(new Unconverged(1, 0.25));
    assertThat(solution).containsExactly(0.25f, 0.5f);
    // The same residual is good enough for a limit of a quarter.
    assertThat(
            solver(2, 1, 0, 0.25)
                .solve(matrix(new double[][] {{4, 1}, {1, 3}}), new float[] {1, 2}, solution))
        .isEqualTo(new Solved(1, 0.25));
  }

  @Test
  void stopsAtTheTolerance() {
    ConjugateGradientOutcome outcome =
        solver(2, 9, 0.25, 0.25)
            .solve(matrix(new double[][] {{4, 1}, {1, 3}}), new float[] {1, 2}, new float[2]);
    assertThat(outcome).isEqualTo(new Solved(1, 0.25));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithEliminationOnRandomPositiveDefiniteMatrices(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = 1 + random.nextInt(12);
    double[][] matrix = positiveDefinite(random, size);
    float[] right = new float[size];
    for (int i = 0; i < size; i++) {
      right[i] = (float) random.nextGaussian();
    }
    float[] solution = new float[size];
    ConjugateGradientOutcome outcome =
        solver(size, 3 * size, 1e-7, 1e-4).solve(matrix(matrix), right, solution);
    assertThat(outcome).isInstanceOf(Solved.class);
    double[] expected =
        Elimination.solve(matrix, IntStream.range(0, size).mapToDouble(i -> right[i]).toArray());
    for (int i = 0; i < size; i++) {
      assertThat((double) solution[i]).isCloseTo(expected[i], within(1e-4));
    }
  }

  @Test
  void nothingIsToBeDoneForZero() {
    float[] solution = {7, 7};
    assertThat(
            solver(2, 5, 0, 0.1)
                .solve(matrix(new double[][] {{4, 1}, {1, 3}}), new float[2], solution))
        .isEqualTo(new Solved(0, 0));
    assertThat(solution).containsExactly(0f, 0f);
  }

  @Test
  void negativeCurvatureIsReportedWhereItIsMet() {
    // b = (1, 1): bᵀAb = 1 − 2 = −1.
    assertThat(
            solver(2, 5, 0, 0.1)
                .solve(matrix(new double[][] {{1, 0}, {0, -2}}), new float[] {1, 1}, new float[2]))
        .isEqualTo(new NegativeCurvature(0, 1, -1));
    // A singular direction has none to divide by either.
    assertThat(
            solver(2, 5, 0, 0.1)
                .solve(matrix(new double[][] {{0, 0}, {0, 0}}), new float[] {1, 0}, new float[2]))
        .isEqualTo(new NegativeCurvature(0, 1, 0));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void numbersThatAreNotFiniteAreReported(float bad) {
    SymmetricOperator identity = matrix(new double[][] {{1, 0}, {0, 1}});
    assertThat(solver(2, 5, 0, 0.1).solve(identity, new float[] {1, bad}, new float[2]))
        .isEqualTo(new NonFinite(0, 1));
    SymmetricOperator broken = matrix(new double[][] {{1, bad}, {bad, 1}});
    assertThat(solver(2, 5, 0, 0.1).solve(broken, new float[] {1, 1}, new float[2]))
        .isEqualTo(new NonFinite(0, 1));
  }

  private static ConjugateGradient solver(
      int size, int iterations, double tolerance, double residualLimit) {
    return new ConjugateGradient(size, iterations, tolerance, residualLimit);
  }

  private static SymmetricOperator matrix(double[][] matrix) {
    return (vector, product) -> {
      for (int i = 0; i < matrix.length; i++) {
        double sum = 0;
        for (int j = 0; j < matrix.length; j++) {
          sum += matrix[i][j] * vector[j];
        }
        product[i] = (float) sum;
      }
    };
  }

  /** B Bᵀ + I for a random B. */
  private static double[][] positiveDefinite(SplittableRandom random, int size) {
    double[][] root = new double[size][size];
    for (double[] row : root) {
      for (int j = 0; j < size; j++) {
        row[j] = random.nextGaussian();
      }
    }
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        matrix[i][j] = i == j ? 1 : 0;
        for (int k = 0; k < size; k++) {
          matrix[i][j] += root[i][k] * root[j][k];
        }
      }
    }
    return matrix;
  }
}
