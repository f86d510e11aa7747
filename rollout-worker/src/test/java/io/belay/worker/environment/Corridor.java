package io.belay.worker.environment;

import java.util.random.RandomGenerator;

/** Eight cells: walk right (1) to the last for a reward of 1; one step in ten slips. */
public final class Corridor implements RestorableEnvironment {
  private final float[] observation = new float[1];

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
