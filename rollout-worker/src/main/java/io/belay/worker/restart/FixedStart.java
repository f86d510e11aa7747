package io.belay.worker.restart;

import io.belay.worker.environment.Environment;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.random.RandomGenerator;

/** One state with probability 1. */
final class FixedStart implements RestartDistribution {
  private final double[] state;

  FixedStart(double[] state) {
    this.state = state;
  }

  @Override
  public float[] restart(Environment environment, RandomGenerator random, VisitedStates visited) {
    return ((RestorableEnvironment) environment).restoreState(state, 0);
  }
}
