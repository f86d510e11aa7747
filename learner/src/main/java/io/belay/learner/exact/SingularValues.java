package io.belay.learner.exact;

import io.belay.error.BelayException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.svd.SvdImplicitQrDecompose_DDRM;

/**
 * A = U diag(σ) Vᵀ of a dense matrix, and what follows from it.
 *
 * <p>A singular value counts as 0 where it is at most max(rows, columns) · 2⁻⁵² times the largest:
 * rounding alone gives that much.
 */
final class SingularValues {
  private final DMatrixRMaj u;
  private final DMatrixRMaj v;
  private final double[] values;
  private final int count;
  private final int rank;

  private SingularValues(DMatrixRMaj u, DMatrixRMaj v, double[] values, int count, int rank) {
    this.u = u;
    this.v = v;
    this.values = values;
    this.count = count;
    this.rank = rank;
  }

  /**
   * Decomposes a matrix.
   *
   * @param matrix {@code [rows, columns]}, finite
   */
  static SingularValues of(int rows, int columns, double[] matrix) {
    var svd = new SvdImplicitQrDecompose_DDRM(true, true, true, false);
    if (!svd.decompose(DMatrixRMaj.wrap(rows, columns, matrix.clone()))) {
      throw BelayException.fatal(
          "a matrix of finite numbers has singular values: rows=%d, columns=%d"
              .formatted(rows, columns));
    }
    double[] values = svd.getSingularValues();
    int count = svd.numberOfSingularValues();
    double largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, values[i]);
    }
    double threshold = largest * Math.max(rows, columns) * 0x1p-52;
    int rank = 0;
    for (int i = 0; i < count; i++) {
      if (values[i] > threshold) {
        rank++;
      } else {
        values[i] = 0;
      }
    }
    return new SingularValues(svd.getU(null, false), svd.getV(null, false), values, count, rank);
  }

  /** The largest singular value: the matrix's norm from Euclidean to Euclidean length. */
  double norm() {
    double largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, values[i]);
    }
    return largest;
  }

  int rank() {
    return rank;
  }

  /** A†b, of all x that minimize |Ax − b| the shortest; {@code [columns]}. */
  double[] pseudoinverseTimes(double[] b) {
    double[] x = new double[v.numRows];
    for (int i = 0; i < count; i++) {
      if (values[i] == 0) {
        continue;
      }
      double share = 0;
      for (int row = 0; row < u.numRows; row++) {
        share += u.unsafe_get(row, i) * b[row];
      }
      share /= values[i];
      for (int row = 0; row < x.length; row++) {
        x[row] += v.unsafe_get(row, i) * share;
      }
    }
    return x;
  }
}
