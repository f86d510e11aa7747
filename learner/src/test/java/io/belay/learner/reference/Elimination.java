package io.belay.learner.reference;

/** Gaussian elimination in double, which needs no pivots where a matrix is positive definite. */
public final class Elimination {

  private Elimination() {}

  /** x with A x = b; arguments are left as they are. */
  public static double[] solve(double[][] matrix, double[] right) {
    int size = right.length;
    double[][] a = new double[size][];
    double[] x = right.clone();
    for (int i = 0; i < size; i++) {
      a[i] = matrix[i].clone();
    }
    for (int k = 0; k < size; k++) {
      for (int i = k + 1; i < size; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < size; j++) {
          a[i][j] -= factor * a[k][j];
        }
        x[i] -= factor * x[k];
      }
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int j = i + 1; j < size; j++) {
        x[i] -= a[i][j] * x[j];
      }
      x[i] /= a[i][i];
    }
    return x;
  }
}
