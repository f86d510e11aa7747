package io.belay.learner.exact;

/** Sums in ascending order of the index. */
final class Sums {
  private Sums() {}

  /** Σ xᵢ yᵢ. */
  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** y ← y + factor · x, where row {@code row} of a matrix of y's width is x. */
  static void addRow(double[] y, double factor, double[] matrix, int row) {
    int offset = row * y.length;
    for (int i = 0; i < y.length; i++) {
      y[i] += factor * matrix[offset + i];
    }
  }
}
