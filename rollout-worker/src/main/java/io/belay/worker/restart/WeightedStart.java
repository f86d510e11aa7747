package io.belay.worker.restart;

import io.belay.worker.environment.Environment;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * State i with probability wᵢ / Σw, by inversion of the cumulative distribution with one uniform
 * number.
 */
final class WeightedStart implements RestartDistribution {
  private final double[][] states;

  /** Σ_{j≤i} wⱼ at i, finite and above 0 at the end. */
  private final double[] cumulative;

  WeightedStart(double[][] states, List<Double> weights) {
    this.states = states;
    cumulative = new double[states.length];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += weights.get(i);
      cumulative[i] = sum;
    }
  }

  @Override
  public float[] restart(Environment environment, RandomGenerator random, VisitedStates visited) {
    return ((RestorableEnvironment) environment)
        .restoreState(states[index(random.nextDouble())], 0);
  }

  /**
   * The first i with u Σw < Σ_{j≤i} wⱼ, so that a weight of 0 is never chosen; {@code u} in [0, 1).
   */
  int index(double u) {
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
