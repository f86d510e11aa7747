package io.belay.learner.exact;

/** A dense symmetric matrix, such as a Fisher or a Hessian matrix. */
public final class SymmetricMatrix {
  private final int size;
  private final double[] entries;

  /**
   * A matrix.
   *
   * @param entries {@code [size, size]}, finite, handed over
   */
  SymmetricMatrix(int size, double[] entries) {
    this.size = size;
    this.entries = entries;
  }

  /** Rows and columns. */
  public int size() {
    return size;
  }

  public double entry(int row, int column) {
    return entries[row * size + column];
  }

  /** Mx, {@code [size]}. */
  public double[] times(double[] x) {
    double[] y = new double[size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        y[row] += entry(row, column) * x[column];
      }
    }
    return y;
  }

  /** M†b by singular value decomposition, {@code [size]}. */
  public double[] pseudoinverseTimes(double[] b) {
    return SingularValues.of(size, size, entries).pseudoinverseTimes(b);
  }

  /** Singular values that are not 0 but for rounding. */
  public int rank() {
    return SingularValues.of(size, size, entries).rank();
  }

  /** max |Mx|/|x|, the largest singular value. */
  public double norm() {
    return SingularValues.of(size, size, entries).norm();
  }
}
