package io.belay.policy;

import java.util.random.RandomGenerator;

/**
 * Random matrices with orthonormal rows or columns, whichever are fewer, times a gain.
 *
 * <p>Saxe, McClelland, Ganguli, <a href="https://arxiv.org/abs/1312.6120">Exact solutions to the
 * nonlinear dynamics of learning in deep linear neural networks</a>. The matrix is uniform over
 * such matrices, since Gram and Schmidt's process on Gaussian vectors gives the Q of a QR
 * decomposition whose R has a positive diagonal.
 */
final class OrthogonalInitialiser {
  /** Below this length a projected vector has lost its direction to rounding and is drawn again. */
  private static final double SHORTEST = 1e-6;

  private OrthogonalInitialiser() {}

  /**
   * Fills one weight matrix.
   *
   * @param weights receives {@code [inputs, outputs]}, row-major from {@code at}
   */
  static void fill(
      float[] weights, int at, int inputs, int outputs, float gain, RandomGenerator random) {
    int vectors = Math.min(inputs, outputs);
    int length = Math.max(inputs, outputs);
    double[][] basis = orthonormal(vectors, length, random);
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < outputs; j++) {
        double element = inputs <= outputs ? basis[i][j] : basis[j][i];
        weights[at + i * outputs + j] = (float) (gain * element);
      }
    }
  }

  private static double[][] orthonormal(int vectors, int length, RandomGenerator random) {
    double[][] basis = new double[vectors][length];
    int made = 0;
    while (made < vectors) {
      double[] candidate = basis[made];
      for (int i = 0; i < length; i++) {
        candidate[i] = random.nextGaussian();
      }
      // Projecting twice keeps the basis orthogonal to rounding error however long it is.
      project(candidate, basis, made);
      project(candidate, basis, made);
      double norm = StrictMath.sqrt(dot(candidate, candidate));
      if (norm > SHORTEST) {
        for (int i = 0; i < length; i++) {
          candidate[i] /= norm;
        }
        made++;
      }
    }
    return basis;
  }

  private static void project(double[] candidate, double[][] basis, int made) {
    for (int k = 0; k < made; k++) {
      double overlap = dot(candidate, basis[k]);
      for (int i = 0; i < candidate.length; i++) {
        candidate[i] -= overlap * basis[k][i];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
