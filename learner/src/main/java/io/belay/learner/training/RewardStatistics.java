package io.belay.learner.training;

import io.belay.error.BelayException;
import java.util.Arrays;

/**
 * What reward normalisation remembers between iterations: the running discounted returns and the
 * moments of all of them so far.
 *
 * <p>{@link #NONE} stands for raw rewards. Arrays are handed over and never written again.
 *
 * @param returns each lane's running discounted return after its last step, {@code [L]}
 * @param count running returns seen so far, not negative
 * @param mean their mean
 * @param sumOfSquares their sum of squared deviations from it, not negative
 */
public record RewardStatistics(double[] returns, long count, double mean, double sumOfSquares) {

  /** No normalisation. */
  public static final RewardStatistics NONE = new RewardStatistics(new double[0], 0, 0, 0);

  public RewardStatistics {
    if (count < 0 || !(sumOfSquares >= 0)) {
      throw BelayException.invalid(
          "reward statistics have a count and a sum of squares of at least 0: count=%d, sumOfSquares=%s"
              .formatted(count, sumOfSquares));
    }
    if (!Double.isFinite(mean + sumOfSquares + Arrays.stream(returns).sum())) {
      throw BelayException.invalid(
          "reward statistics are finite: mean=%s, sumOfSquares=%s, returns=%s"
              .formatted(mean, sumOfSquares, Arrays.toString(returns)));
    }
  }

  /** Statistics of nothing yet, for this many lanes. */
  static RewardStatistics empty(int lanes) {
    return new RewardStatistics(new double[lanes], 0, 0, 0);
  }

  /** Whether rewards are normalised at all. */
  public boolean active() {
    return returns.length > 0;
  }
}
