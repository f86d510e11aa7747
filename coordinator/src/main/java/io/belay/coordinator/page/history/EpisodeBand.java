package io.belay.coordinator.page.history;

import java.util.Arrays;

/**
 * Quantiles of the returns of the last {@value #CAPACITY} training episodes.
 *
 * <p>The returns are kept twice, in the order in which they came and sorted, so that an episode
 * costs two shifts within an array. Used by one thread at a time.
 */
public final class EpisodeBand {
  /** Episodes that count, as for the mean that is reported. */
  static final int CAPACITY = 100;

  private final double[] inOrder = new double[CAPACITY];
  private final double[] sorted = new double[CAPACITY];
  private int oldest;
  private int size;

  /** An episode has ended with this return, which is finite. */
  public void add(double episodeReturn) {
    if (size == CAPACITY) {
      remove(inOrder[oldest]);
      inOrder[oldest] = episodeReturn;
      oldest = (oldest + 1) % CAPACITY;
    } else {
      inOrder[size] = episodeReturn;
    }
    insert(episodeReturn);
  }

  private void remove(double value) {
    int at = Arrays.binarySearch(sorted, 0, size, value);
    System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
    size--;
  }

  private void insert(double value) {
    int found = Arrays.binarySearch(sorted, 0, size, value);
    int at = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, at, sorted, at + 1, size - at);
    sorted[at] = value;
    size++;
  }

  /**
   * The quantile, linear between the two returns next to it; NaN before the first episode.
   *
   * @param share in [0, 1]; 0.5 is the median
   */
  public double quantile(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    double place = share * (size - 1);
    int below = (int) place;
    int above = Math.min(below + 1, size - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
