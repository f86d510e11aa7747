package io.belay.policy;

import io.belay.error.BelayException;

/**
 * Frozen running moments of observations (Welford), by which a policy standardises what it sees.
 *
 * <p>{@link #NONE} stands for a policy that sees raw observations. Arrays are handed over and never
 * written again.
 *
 * @param count observations seen so far, not negative
 * @param mean running mean, {@code [observationSize]}
 * @param sumOfSquares running sum of squared deviations from the mean, {@code [observationSize]};
 *     variance is this ÷ count
 */
public record NormaliserStatistics(long count, double[] mean, double[] sumOfSquares) {

  /** No normalisation. */
  public static final NormaliserStatistics NONE =
      new NormaliserStatistics(0, new double[0], new double[0]);

  public NormaliserStatistics {
    if (count < 0 || mean.length != sumOfSquares.length) {
      throw BelayException.invalid(
          "normaliser statistics have a count of at least 0 and as many means as sums: count=%d, mean=%d, sumOfSquares=%d"
              .formatted(count, mean.length, sumOfSquares.length));
    }
  }

  /** Statistics of nothing yet for observations of the given size. */
  public static NormaliserStatistics empty(int observationSize) {
    return new NormaliserStatistics(0, new double[observationSize], new double[observationSize]);
  }

  /** Whether observations are standardised at all. */
  public boolean active() {
    return mean.length > 0;
  }
}
