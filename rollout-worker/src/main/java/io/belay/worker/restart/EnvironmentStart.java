package io.belay.worker.restart;

import io.belay.worker.environment.Environment;
import java.util.random.RandomGenerator;

/** ρ: the environment's own start distribution. */
public final class EnvironmentStart implements RestartDistribution {

  @Override
  public float[] restart(Environment environment, RandomGenerator random, VisitedStates visited) {
    return environment.reset(random);
  }
}
