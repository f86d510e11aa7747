package io.belay.worker.environment;

import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * A corridor of eight cells: walk right (1) to the end for a reward of 1; one step in ten slips the
 * other way.
 */
public final class Corridor implements RestorableEnvironment {
  private final float[] observation = new float[1];

  /**
   * Offers the corridor; named in {@code
   * META-INF/services/io.belay.worker.environment.EnvironmentProvider}.
   */
  public static final class Provider implements EnvironmentProvider {
    @Override
    public List<EnvironmentRegistration> registrations() {
      EnvironmentSpec spec =
          new EnvironmentSpec(
              "Corridor-v0",
              new Discrete(8),
              new Discrete(2),
              OptionalInt.of(100),
              OptionalDouble.of(0.9),
              true);
      return List.of(new EnvironmentRegistration(spec, Corridor::new));
    }
  }

  @Override
  public float[] reset(RandomGenerator random) {
    observation[0] = 0;
    return observation;
  }

  @Override
  public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
    boolean right = (action[0] == 1) != random.nextDouble() < 0.1;
    observation[0] = Math.clamp(observation[0] + (right ? 1 : -1), 0, 7);
    boolean terminated = observation[0] == 7;
    outcome.set(terminated ? 1 : 0, terminated);
    return observation;
  }

  @Override
  public int stateSize() {
    return 1;
  }

  @Override
  public void saveState(double[] state, int offset) {
    state[offset] = observation[0];
  }

  @Override
  public float[] restoreState(double[] state, int offset) {
    observation[0] = (float) state[offset];
    return observation;
  }
}
