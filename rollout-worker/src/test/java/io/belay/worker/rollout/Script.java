package io.belay.worker.rollout;

import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.Outcome;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * An environment without a saved state that counts: each episode's observations are 0, 1, 2, …, its
 * rewards 0.5. Terminates and truncates itself after given numbers of steps.
 */
class Script implements Environment {
  static final int NEVER = Integer.MAX_VALUE;

  final int terminatesAfter;
  final int truncatesAfter;
  int age;

  Script(int terminatesAfter, int truncatesAfter) {
    this.terminatesAfter = terminatesAfter;
    this.truncatesAfter = truncatesAfter;
  }

  static EnvironmentSpec spec(OptionalInt maxEpisodeSteps) {
    return new EnvironmentSpec(
        "Script-v0",
        Box.symmetric(Float.POSITIVE_INFINITY),
        new Discrete(2),
        maxEpisodeSteps,
        OptionalDouble.empty(),
        false);
  }

  static EnvironmentRegistration registration(
      int maxEpisodeSteps, int terminatesAfter, int truncatesAfter) {
    return new EnvironmentRegistration(
        spec(maxEpisodeSteps == NEVER ? OptionalInt.empty() : OptionalInt.of(maxEpisodeSteps)),
        () -> new Script(terminatesAfter, truncatesAfter));
  }

  @Override
  public float[] reset(RandomGenerator random) {
    age = 0;
    return new float[] {0};
  }

  @Override
  public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
    age++;
    outcome.set(0.5, age >= terminatesAfter, age >= truncatesAfter);
    return new float[] {age};
  }
}
