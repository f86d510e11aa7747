package io.belay.kernel;

import java.util.Objects;

/**
 * The check that every kernel makes once a call: sizes are not negative and arrays hold what their
 * shape says.
 */
final class Shapes {

  private Shapes() {}

  /** Refuses a negative size. */
  static void requireSize(String name, int size) {
    if (size < 0) {
      throw new IllegalArgumentException("a size must not be negative: " + name + "=" + size);
    }
  }

  /** Refuses a matrix {@code [rows, columns]} that does not lie inside its array. */
  static void requireMatrix(String name, float[] array, int at, int rows, int columns) {
    requireSize("rows or columns of " + name, rows | columns);
    long length = (long) rows * columns;
    if (at < 0 || length > array.length - (long) at) {
      throw new IndexOutOfBoundsException(
          "%s must lie inside its array: at=%d, rows=%d, columns=%d, array length=%d"
              .formatted(name, at, rows, columns, array.length));
    }
  }

  /** Refuses a vector that does not lie inside its array. */
  static void requireVector(String name, float[] array, int at, int length) {
    requireMatrix(name, array, at, 1, length);
  }

  /** Refuses a range [from, to) that is not inside [0, size). */
  static void requireRange(int from, int to, int size) {
    Objects.checkFromToIndex(from, to, size);
  }
}
