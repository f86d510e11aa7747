package io.belay.worker.environment.kit;

import io.belay.space.Box;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * A conforming random walk with memory of its age, open to be broken by subclasses one rule at a
 * time.
 */
class Drift implements RestorableEnvironment {
  static final Space SPACE = Box.symmetric(1f, 1f);
  static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "Drift-v0",
          SPACE,
          Box.uniform(1, -1f, 1f),
          OptionalInt.of(50),
          OptionalDouble.empty(),
          true);

  final float[] observation = new float[2];
  double place;
  double age;

  @Override
  public float[] reset(RandomGenerator random) {
    place = random.nextDouble() - 0.5;
    age = 0;
    return observe();
  }

  @Override
  public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
    place =
        Math.clamp(
            0.9 * place + 0.1 * Math.clamp(action[0], -1f, 1f) + 0.01 * random.nextDouble(), -1, 1);
    age++;
    outcome.set(-Math.abs(place), Math.abs(place) > 0.6);
    return observe();
  }

  @Override
  public int stateSize() {
    return 2;
  }

  @Override
  public void saveState(double[] state, int offset) {
    state[offset] = place;
    state[offset + 1] = age;
  }

  @Override
  public float[] restoreState(double[] state, int offset) {
    place = state[offset];
    age = state[offset + 1];
    return observe();
  }

  float[] observe() {
    observation[0] = (float) place;
    observation[1] = (float) (1 / (1 + age));
    return observation;
  }
}
