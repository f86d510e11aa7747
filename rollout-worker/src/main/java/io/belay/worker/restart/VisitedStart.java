package io.belay.worker.restart;

import io.belay.worker.environment.Environment;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.random.RandomGenerator;

/**
 * With probability p a state that the lane visited earlier, each of those it remembers equally
 * likely; otherwise, and as long as it remembers none, ρ.
 */
final class VisitedStart implements RestartDistribution {
  private final double probability;
  private final int capacity;

  VisitedStart(double probability, int capacity) {
    this.probability = probability;
    this.capacity = capacity;
  }

  @Override
  public float[] restart(Environment environment, RandomGenerator random, VisitedStates visited) {
    return random.nextDouble() < probability && visited.size() > 0
        ? visited.restore((RestorableEnvironment) environment, random)
        : environment.reset(random);
  }

  @Override
  public int visitedCapacity() {
    return capacity;
  }
}
