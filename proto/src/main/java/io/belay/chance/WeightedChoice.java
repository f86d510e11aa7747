package io.belay.chance;

/**
 * Index i with probability wᵢ / Σw, by inversion of the cumulative distribution with one uniform
 * number. Immutable.
 */
public final class WeightedChoice {
  /** Σ_{j≤i} wⱼ at i, finite and above 0 at the end. */
  private final double[] cumulative;

  /**
   * @param weights w, finite and not negative, their sum above 0; not kept
   */
  public WeightedChoice(double[] weights) {
    cumulative = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += weights[i];
      cumulative[i] = sum;
    }
  }

  /**
   * The first i with u Σw < Σ_{j≤i} wⱼ, so that a weight of 0 is never chosen.
   *
   * @param u uniform in [0, 1)
   */
  public int index(double u) {
    double target = u * cumulative[cumulative.length - 1];
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (target < cumulative[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
