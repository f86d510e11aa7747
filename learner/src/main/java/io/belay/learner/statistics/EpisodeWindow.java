package io.belay.learner.statistics;

import io.belay.control.Quantiles;
import io.belay.trajectory.EpisodeEnd;

/**
 * Returns and lengths of the last {@value #CAPACITY} training episodes, oldest first.
 *
 * <p>The means are summed anew from the oldest to the newest each time, so that they depend on the
 * window's content only and not on what has left it. Beside it both are kept in ascending order,
 * one moved for each episode, so that quantiles need no sorting.
 */
final class EpisodeWindow {
  static final int CAPACITY = 100;

  private final double[] returns = new double[CAPACITY];
  private final int[] lengths = new int[CAPACITY];
  private final AscendingValues returnsAscending = new AscendingValues(CAPACITY);
  private final AscendingValues lengthsAscending = new AscendingValues(CAPACITY);
  private int oldest;
  private int size;

  void add(EpisodeEnd episode) {
    add(episode.episodeReturn(), episode.length());
  }

  void add(double episodeReturn, int length) {
    int at = (oldest + size) % CAPACITY;
    if (size < CAPACITY) {
      size++;
    } else {
      returnsAscending.remove(returns[at]);
      lengthsAscending.remove(lengths[at]);
      oldest = (oldest + 1) % CAPACITY;
    }
    returns[at] = episodeReturn;
    lengths[at] = length;
    returnsAscending.add(episodeReturn);
    lengthsAscending.add(length);
  }

  boolean full() {
    return size == CAPACITY;
  }

  /** Mean return; NaN while empty. */
  double returnMean() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += returns[(oldest + i) % CAPACITY];
    }
    return sum / size;
  }

  /** Mean length in steps; NaN while empty. */
  double lengthMean() {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += lengths[(oldest + i) % CAPACITY];
    }
    return (double) sum / size;
  }

  Quantiles returnQuantiles() {
    return returnsAscending.quantiles();
  }

  Quantiles lengthQuantiles() {
    return lengthsAscending.quantiles();
  }

  /** Returns, oldest first; a copy. */
  double[] returns() {
    double[] copy = new double[size];
    for (int i = 0; i < size; i++) {
      copy[i] = returns[(oldest + i) % CAPACITY];
    }
    return copy;
  }

  /** Lengths, oldest first; a copy. */
  int[] lengths() {
    int[] copy = new int[size];
    for (int i = 0; i < size; i++) {
      copy[i] = lengths[(oldest + i) % CAPACITY];
    }
    return copy;
  }
}
