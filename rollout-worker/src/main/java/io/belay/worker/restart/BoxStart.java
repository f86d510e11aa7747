package io.belay.worker.restart;

import io.belay.worker.environment.Environment;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.random.RandomGenerator;

/**
 * Every component uniform in its interval [low, high), in order, independent of the others; a point
 * where low = high.
 */
final class BoxStart implements RestartDistribution {
  private final double[] low;
  private final double[] high;
  private final double[] state;

  BoxStart(double[] low, double[] high) {
    this.low = low;
    this.high = high;
    state = new double[low.length];
  }

  @Override
  public float[] restart(Environment environment, RandomGenerator random, VisitedStates visited) {
    for (int i = 0; i < state.length; i++) {
      state[i] = low[i] + (high[i] - low[i]) * random.nextDouble();
    }
    return ((RestorableEnvironment) environment).restoreState(state, 0);
  }
}
