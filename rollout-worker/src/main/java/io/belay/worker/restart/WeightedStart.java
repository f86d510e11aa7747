package io.belay.worker.restart;

import io.belay.chance.WeightedChoice;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.random.RandomGenerator;

/** State i with probability wᵢ / Σw. */
final class WeightedStart implements RestartDistribution {
  private final double[][] states;
  private final WeightedChoice choice;

  WeightedStart(double[][] states, double[] weights) {
    this.states = states;
    choice = new WeightedChoice(weights);
  }

  @Override
  public float[] restart(Environment environment, RandomGenerator random, VisitedStates visited) {
    return ((RestorableEnvironment) environment)
        .restoreState(states[choice.index(random.nextDouble())], 0);
  }
}
