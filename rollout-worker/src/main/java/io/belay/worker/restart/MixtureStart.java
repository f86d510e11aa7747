package io.belay.worker.restart;

import io.belay.worker.environment.Environment;
import java.util.random.RandomGenerator;

/**
 * (1 − p)·ρ + p·ν. The first number drawn chooses between the two, the further ones are the chosen
 * distribution's.
 */
final class MixtureStart implements RestartDistribution {
  private final double probability;
  private final RestartDistribution distribution;

  /**
   * @param probability p, in [0, 1]
   * @param distribution ν
   */
  MixtureStart(double probability, RestartDistribution distribution) {
    this.probability = probability;
    this.distribution = distribution;
  }

  @Override
  public float[] restart(Environment environment, RandomGenerator random, VisitedStates visited) {
    return random.nextDouble() < probability
        ? distribution.restart(environment, random, visited)
        : environment.reset(random);
  }

  @Override
  public int visitedCapacity() {
    return distribution.visitedCapacity();
  }
}
