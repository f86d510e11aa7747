package io.belay.learner.algorithm.natural;

import java.util.stream.IntStream;

/**
 * Which rows of a batch the Fisher matrix is the mean over.
 *
 * <p>Every n-th step of each lane, n being the whole number nearest to 1 ÷ fraction, and one step
 * later in each lane than in the one before it: steps that follow one another are much alike, and
 * so are lanes at the same step of a run's start.
 */
final class FisherRows {

  private FisherRows() {}

  /**
   * The rows, indices into arrays {@code [T, L]} in ascending order; never none.
   *
   * @param fraction share of the rows, in (0, 1]
   */
  static int[] of(int steps, int lanes, double fraction) {
    long every = Math.round(1 / fraction);
    return IntStream.range(0, steps * lanes)
        .filter(row -> (row / lanes + row % lanes) % every == 0)
        .toArray();
  }
}
