package io.belay.learner.statistics;

import io.belay.control.Quantiles;
import java.util.Arrays;

/** At most so many numbers, in ascending order. */
final class AscendingValues {
  private final double[] values;
  private int size;

  AscendingValues(int capacity) {
    values = new double[capacity];
  }

  /** Puts a number in its place. */
  void add(double value) {
    int found = Arrays.binarySearch(values, 0, size, value);
    int at = found < 0 ? -found - 1 : found;
    System.arraycopy(values, at, values, at + 1, size - at);
    values[at] = value;
    size++;
  }

  /** Takes out a number that was added. */
  void remove(double value) {
    int at = Arrays.binarySearch(values, 0, size, value);
    size--;
    System.arraycopy(values, at + 1, values, at, size - at);
  }

  /** Where a tenth, half and nine tenths of the numbers are. */
  Quantiles quantiles() {
    return size == 0 ? Quantiles.NONE : new Quantiles(at(0.1), at(0.5), at(0.9));
  }

  /** The point at a share of the way from the first to the last, on the line between neighbours. */
  private double at(double share) {
    double place = share * (size - 1);
    int below = (int) place;
    double upper = values[Math.min(below + 1, size - 1)];
    return values[below] + (place - below) * (upper - values[below]);
  }
}
