package io.belay.worker.rollout;

import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Three cells: action 1 goes one cell on, or stays in the last, and action 0 goes back to the
 * first, where episodes start. Being in the last cell after a step earns 1.
 */
final class Chain implements RestorableEnvironment {
  private final boolean lastCellEnds;
  private final float[] cell = new float[1];

  private Chain(boolean lastCellEnds) {
    this.lastCellEnds = lastCellEnds;
  }

  static EnvironmentRegistration registration(boolean lastCellEnds) {
    EnvironmentSpec spec =
        new EnvironmentSpec(
            "Chain-v0",
            new Discrete(3),
            new Discrete(2),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            true);
    return new EnvironmentRegistration(spec, () -> new Chain(lastCellEnds));
  }

  /** The cell after a step. */
  static float after(float cell, float action) {
    return action == 1 ? Math.min(cell + 1, 2) : 0;
  }

  @Override
  public float[] reset(RandomGenerator random) {
    cell[0] = 0;
    return cell;
  }

  @Override
  public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
    cell[0] = after(cell[0], action[0]);
    outcome.set(cell[0] == 2 ? 1 : 0, lastCellEnds && cell[0] == 2);
    return cell;
  }

  @Override
  public int stateSize() {
    return 1;
  }

  @Override
  public void saveState(double[] state, int offset) {
    state[offset] = cell[0];
  }

  @Override
  public float[] restoreState(double[] state, int offset) {
    cell[0] = (float) state[offset];
    return cell;
  }
}
