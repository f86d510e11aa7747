package io.belay.learner.training;

import io.belay.error.BelayException;
import io.belay.learner.advantage.EpisodeEnds;

/**
 * Divides rewards by the standard deviation of the running discounted return, so that values are of
 * order 1 whatever the unit of the reward.
 *
 * <pre>
 *   G ← γ G + r, and 0 after an episode's end, for each lane
 *   r̂ = clip(r ÷ √(Var G + 10⁻⁸), ±10)
 * </pre>
 *
 * <p>Var is the population variance of every G of the run so far, those of the present batch
 * included: the batch is taken in whole, in the order of (t, lane), before one scale serves all of
 * it, so that neither blocks nor threads leave a trace. Rewards are not centred, since a constant
 * added to each reward would change which policy is best where episodes end. The rule and its
 * constants are those of Stable-Baselines3's {@code VecNormalize} and Gymnasium's {@code
 * NormalizeReward}, both of which rescale step by step; the latter goes on with G after a
 * truncation.
 *
 * <p>These statistics are the learner's alone: a policy chooses actions without reading rewards, so
 * that two workers could not disagree on π by them. Hence they are no part of a policy's identity,
 * unlike those of observations, and returns are counted and evaluated in the environment's unit.
 */
final class RewardNormaliser {
  private static final double VARIANCE_FLOOR = 1e-8;
  private static final float CLIP = 10f;

  private final double discount;
  private final double[] returns;
  private RunningMoments moments;

  /**
   * A normaliser that has seen nothing.
   *
   * @param lanes L, at least 1
   * @param discount γ in [0, 1]
   */
  RewardNormaliser(int lanes, double discount) {
    this.discount = discount;
    returns = new double[lanes];
    moments = moments(RewardStatistics.empty(lanes));
  }

  private static RunningMoments moments(RewardStatistics statistics) {
    return new RunningMoments(
        statistics.count(),
        new double[] {statistics.mean()},
        new double[] {statistics.sumOfSquares()});
  }

  /**
   * Takes in a batch, then normalises its rewards in place.
   *
   * @param rewards rₜ₊₁ at index t, {@code [T, L]}
   */
  void normalise(float[] rewards, EpisodeEnds ends) {
    int lanes = returns.length;
    int rows = ends.steps() * lanes;
    for (int t = 0; t < ends.steps(); t++) {
      for (int lane = 0; lane < lanes; lane++) {
        int cell = t * lanes + lane;
        double discountedReturn = discount * returns[lane] + rewards[cell];
        moments.add(discountedReturn);
        returns[lane] = ends.ended(cell) ? 0 : discountedReturn;
      }
    }
    float scale = scale();
    for (int cell = 0; cell < rows; cell++) {
      rewards[cell] = Math.clamp(rewards[cell] * scale, -CLIP, CLIP);
    }
  }

  private float scale() {
    double variance = moments.sumOfSquares()[0] / moments.count();
    return (float) (1 / Math.sqrt(variance + VARIANCE_FLOOR));
  }

  /** A copy of what it remembers. */
  RewardStatistics statistics() {
    return new RewardStatistics(
        returns.clone(), moments.count(), moments.mean()[0], moments.sumOfSquares()[0]);
  }

  /**
   * Goes on from what it remembered.
   *
   * @throws BelayException INVALID_REQUEST where that is of another number of lanes
   */
  void restore(RewardStatistics statistics) {
    if (statistics.returns().length != returns.length) {
      throw BelayException.invalid(
          "a checkpoint holds a running return for each lane: returns=%d, expected=%d"
              .formatted(statistics.returns().length, returns.length));
    }
    System.arraycopy(statistics.returns(), 0, returns, 0, returns.length);
    moments = moments(statistics);
  }
}
