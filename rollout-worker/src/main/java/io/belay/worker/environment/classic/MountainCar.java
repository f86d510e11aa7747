package io.belay.worker.environment.classic;

import static io.belay.worker.environment.classic.StateCheck.within;

import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * {@code MountainCar-v0}: an underpowered car in a valley must swing up the right hill; action 0,
 * 1, 2 pushes left, not, right.
 *
 * <pre>
 *   vₜ₊₁ = vₜ + 0.001 (aₜ − 1) − 0.0025 cos 3xₜ,   clipped to [−0.07, 0.07]
 *   xₜ₊₁ = xₜ + vₜ₊₁,                             clipped to [−1.2, 0.6]; the left wall stops the car
 * </pre>
 *
 * <p>Reward −1 a step; terminated at x ≥ 0.5 with v ≥ 0. State and observation: x, v; it starts at
 * rest with x uniform in [−0.6, −0.4).
 *
 * <p>Moore, <a href="https://www.cl.cam.ac.uk/techreports/UCAM-CL-TR-209.html">Efficient
 * Memory-based Learning for Robot Control</a>.
 */
final class MountainCar implements RestorableEnvironment {
  private static final double LEFT_WALL = -1.2;
  private static final double RIGHT_EDGE = 0.6;
  private static final double GOAL = 0.5;
  private static final double MAX_SPEED = 0.07;
  private static final double FORCE = 0.001;
  private static final double GRAVITY = 0.0025;

  static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "MountainCar-v0",
          new Box(
              List.of((float) LEFT_WALL, (float) -MAX_SPEED),
              List.of((float) RIGHT_EDGE, (float) MAX_SPEED)),
          new Discrete(3),
          OptionalInt.of(200),
          OptionalDouble.of(-110),
          true);

  private final float[] observation = new float[2];
  private double position;
  private double velocity;

  @Override
  public float[] reset(RandomGenerator random) {
    position = -0.6 + 0.2 * random.nextDouble();
    velocity = 0;
    return observe();
  }

  @Override
  public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
    velocity += (action[0] - 1) * FORCE + StrictMath.cos(3 * position) * -GRAVITY;
    velocity = Math.clamp(velocity, -MAX_SPEED, MAX_SPEED);
    position = Math.clamp(position + velocity, LEFT_WALL, RIGHT_EDGE);
    if (position == LEFT_WALL && velocity < 0) {
      velocity = 0;
    }
    outcome.set(-1.0, position >= GOAL && velocity >= 0);
    return observe();
  }

  @Override
  public int stateSize() {
    return 2;
  }

  @Override
  public void saveState(double[] state, int offset) {
    state[offset] = position;
    state[offset + 1] = velocity;
  }

  @Override
  public float[] restoreState(double[] state, int offset) {
    position = within("position", state[offset], LEFT_WALL, RIGHT_EDGE);
    velocity = within("velocity", state[offset + 1], -MAX_SPEED, MAX_SPEED);
    return observe();
  }

  private float[] observe() {
    observation[0] = (float) position;
    observation[1] = (float) velocity;
    return observation;
  }
}
