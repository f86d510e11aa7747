package io.belay.coordinator.page.history;

import java.util.Arrays;

/**
 * One figure over the buckets of a {@link History}: of each bucket the sum, the number, the least
 * and the greatest of the values that fell into it. A bucket that none fell into has number 0.
 */
final class Column {
  private static final int FIRST_SIZE = 16;

  private double[] sums = new double[FIRST_SIZE];
  private double[] least = new double[FIRST_SIZE];
  private double[] greatest = new double[FIRST_SIZE];
  private long[] counts = new long[FIRST_SIZE];

  /** Takes a finite value into a bucket. */
  void add(int bucket, double value) {
    grow(bucket + 1);
    if (counts[bucket] == 0) {
      least[bucket] = value;
      greatest[bucket] = value;
    } else {
      least[bucket] = Math.min(least[bucket], value);
      greatest[bucket] = Math.max(greatest[bucket], value);
    }
    sums[bucket] += value;
    counts[bucket]++;
  }

  /**
   * Merges buckets in pairs.
   *
   * @param size buckets in use
   * @param odd 1 where the first bucket is the second of its pair, whose first is empty; else 0
   */
  void halve(int size, int odd) {
    grow(size);
    int merged = (size + odd + 1) / 2;
    for (int to = 0; to < merged; to++) {
      merge(to, 2 * to - odd, 2 * to - odd + 1, size);
    }
    Arrays.fill(sums, merged, sums.length, 0);
    Arrays.fill(counts, merged, counts.length, 0);
  }

  /** A pair of which one may lie outside [0, size). */
  private void merge(int to, int first, int second, int size) {
    long before = first >= 0 ? counts[first] : 0;
    long after = second < size ? counts[second] : 0;
    double sum = (before > 0 ? sums[first] : 0) + (after > 0 ? sums[second] : 0);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    if (before > 0) {
      low = least[first];
      high = greatest[first];
    }
    if (after > 0) {
      low = Math.min(low, least[second]);
      high = Math.max(high, greatest[second]);
    }
    sums[to] = sum;
    counts[to] = before + after;
    least[to] = low;
    greatest[to] = high;
  }

  /** Means from a bucket on; NaN where none fell into it. */
  double[] means(int from, int size) {
    double[] means = new double[size - from];
    for (int i = from; i < size; i++) {
      means[i - from] = count(i) == 0 ? Double.NaN : sums[i] / counts[i];
    }
    return means;
  }

  /** The least value of each bucket from one on; NaN where none fell into it. */
  double[] least(int from, int size) {
    return known(least, from, size);
  }

  /** The greatest value of each bucket from one on; NaN where none fell into it. */
  double[] greatest(int from, int size) {
    return known(greatest, from, size);
  }

  private double[] known(double[] values, int from, int size) {
    double[] copy = new double[size - from];
    for (int i = from; i < size; i++) {
      copy[i - from] = count(i) == 0 ? Double.NaN : values[i];
    }
    return copy;
  }

  private long count(int bucket) {
    return bucket < counts.length ? counts[bucket] : 0;
  }

  private void grow(int size) {
    if (size > counts.length) {
      int larger = Math.max(size, 2 * counts.length);
      sums = Arrays.copyOf(sums, larger);
      least = Arrays.copyOf(least, larger);
      greatest = Arrays.copyOf(greatest, larger);
      counts = Arrays.copyOf(counts, larger);
    }
  }
}
