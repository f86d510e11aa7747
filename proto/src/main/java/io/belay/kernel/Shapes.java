package io.belay.kernel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The check that every kernel makes once a call: sizes are not negative and arrays hold what their
 * shape says.
 */
final class Shapes {

  private Shapes() {}

  /** The arguments of {@link Kernels#affine}. */
  static void requireAffine(
      int rows,
      int inputs,
      int outputs,
      float[] x,
      int xAt,
      float[] w,
      int wAt,
      float @Nullable [] b,
      int bAt,
      float[] y,
      int yAt) {
    requireProduct(rows, inputs, outputs, x, xAt, w, wAt, y, yAt);
    if (b != null) {
      requireMatrix("b", b, bAt, 1, outputs);
    }
  }

  /** The arguments of {@link Kernels#accumulate}. */
  static void requireProduct(
      int rows,
      int inputs,
      int outputs,
      float[] x,
      int xAt,
      float[] w,
      int wAt,
      float[] y,
      int yAt) {
    requireMatrix("x", x, xAt, rows, inputs);
    requireMatrix("w", w, wAt, inputs, outputs);
    requireMatrix("y", y, yAt, rows, outputs);
  }

  /** The arguments of {@link Kernels#backwardInput}. */
  static void requireBackwardInput(
      int rows,
      int inputs,
      int outputs,
      float[] dy,
      int dyAt,
      float[] wT,
      int wTAt,
      Activation activation,
      float[] x,
      int xAt,
      float[] dx,
      int dxAt) {
    requireMatrix("dy", dy, dyAt, rows, outputs);
    requireMatrix("wT", wT, wTAt, outputs, inputs);
    requireMatrix("dx", dx, dxAt, rows, inputs);
    if (activation != Activation.IDENTITY) {
      requireMatrix("x", x, xAt, rows, inputs);
    }
  }

  /** The arguments of {@link Kernels#backwardWeights}. */
  static void requireBackwardWeights(
      int rows,
      int inputs,
      int outputs,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      int fromInput,
      int toInput,
      float[] dw,
      int dwAt) {
    requireMatrix("x", x, xAt, rows, inputs);
    requireMatrix("dy", dy, dyAt, rows, outputs);
    requireMatrix("dw", dw, dwAt, inputs, outputs);
    Objects.checkFromToIndex(fromInput, toInput, inputs);
  }

  /** The arguments of {@link Kernels#backwardBias}. */
  static void requireBackwardBias(
      int rows, int outputs, float[] dy, int dyAt, float[] db, int dbAt) {
    requireMatrix("dy", dy, dyAt, rows, outputs);
    requireMatrix("db", db, dbAt, 1, outputs);
  }

  /** The arguments of {@link Kernels#transpose}. */
  static void requireTranspose(
      int rows, int columns, float[] a, int aAt, int fromRow, int toRow, float[] aT, int aTAt) {
    requireMatrix("a", a, aAt, rows, columns);
    requireMatrix("aT", aT, aTAt, columns, rows);
    Objects.checkFromToIndex(fromRow, toRow, rows);
  }

  /** Two vectors of one length: an element-wise function's x and y, or the factors of a sum. */
  static void requirePair(float[] x, int xAt, int length, float[] y, int yAt) {
    requireMatrix("the first array", x, xAt, 1, length);
    requireMatrix("the second array", y, yAt, 1, length);
  }

  /** The arguments of {@link Kernels#adam}. */
  static void requireAdam(
      float[] gradient, float[] m, float[] v, float[] parameters, int from, int to) {
    Objects.checkFromToIndex(from, to, gradient.length);
    Objects.checkFromToIndex(from, to, m.length);
    Objects.checkFromToIndex(from, to, v.length);
    Objects.checkFromToIndex(from, to, parameters.length);
  }

  /**
   * Refuses a negative size and a matrix {@code [rows, columns]} that does not lie inside its
   * array.
   */
  static void requireMatrix(String name, float[] array, int at, int rows, int columns) {
    if ((rows | columns) < 0) {
      throw new IllegalArgumentException(
          "the size of %s must not be negative: rows=%d, columns=%d"
              .formatted(name, rows, columns));
    }
    if (at < 0 || (long) rows * columns > array.length - (long) at) {
      throw new IndexOutOfBoundsException(
          "%s must lie inside its array: at=%d, rows=%d, columns=%d, arrayLength=%d"
              .formatted(name, at, rows, columns, array.length));
    }
  }
}
