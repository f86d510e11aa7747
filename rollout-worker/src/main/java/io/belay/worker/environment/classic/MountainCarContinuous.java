package io.belay.worker.environment.classic;

import static io.belay.worker.environment.classic.StateCheck.within;

import io.belay.space.Box;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * {@code MountainCarContinuous-v0}: the mountain car with a force chosen in [−1, 1] and paid for.
 *
 * <pre>
 *   vₜ₊₁ = vₜ + 0.0015 clip(aₜ, −1, 1) − 0.0025 cos 3xₜ,   clipped to [−0.07, 0.07]
 *   xₜ₊₁ = xₜ + vₜ₊₁,                                       clipped to [−1.2, 0.6]; the left wall stops the car
 *   rₜ₊₁ = 100 · terminatedₜ₊₁ − 0.1 aₜ²                     the action as chosen, not as clipped, as in Gymnasium
 * </pre>
 *
 * <p>Terminated at x ≥ 0.45 with v ≥ 0. State and observation: x, v; it starts at rest with x
 * uniform in [−0.6, −0.4).
 */
final class MountainCarContinuous implements RestorableEnvironment {
  /*
   * Gymnasium holds the state in float64 after a reset and in float32 after a step, and computes in the precision of the state. The
   * first step of an episode is therefore taken in double, all others in float. Which it is shows in the state itself: a state of
   * two floats has been stepped. (A start that happens to be a float, one in 2²⁹, differs by less than a rounding.)
   */
  private static final double LEFT_WALL = -1.2;
  private static final double RIGHT_EDGE = 0.6;
  private static final double GOAL = 0.45;
  private static final double MAX_SPEED = 0.07;
  private static final float POWER = 0.0015f;
  private static final double GRAVITY = 0.0025;

  static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "MountainCarContinuous-v0",
          new Box(
              List.of((float) LEFT_WALL, (float) -MAX_SPEED),
              List.of((float) RIGHT_EDGE, (float) MAX_SPEED)),
          Box.uniform(1, -1f, 1f),
          OptionalInt.of(999),
          OptionalDouble.of(90),
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
    float push = Math.clamp(action[0], -1f, 1f) * POWER;
    boolean terminated =
        position == (float) position && velocity == (float) velocity
            ? stepFloat(push)
            : stepDouble(push);
    outcome.set((terminated ? 100.0 : 0.0) - 0.1 * ((double) action[0] * action[0]), terminated);
    return observe();
  }

  private boolean stepFloat(float push) {
    float x = (float) position;
    float v = (float) velocity + (push - (float) (GRAVITY * StrictMath.cos(3f * x)));
    v = Math.clamp(v, (float) -MAX_SPEED, (float) MAX_SPEED);
    x = Math.clamp(x + v, (float) LEFT_WALL, (float) RIGHT_EDGE);
    if (x == (float) LEFT_WALL && v < 0) {
      v = 0;
    }
    position = x;
    velocity = v;
    return x >= (float) GOAL && v >= 0;
  }

  private boolean stepDouble(float push) {
    double v = velocity + (push - (float) (GRAVITY * StrictMath.cos(3 * position)));
    v = Math.clamp(v, -MAX_SPEED, MAX_SPEED);
    double x = Math.clamp(position + v, LEFT_WALL, RIGHT_EDGE);
    if (x == LEFT_WALL && v < 0) {
      v = 0;
    }
    position = (float) x;
    velocity = (float) v;
    return x >= GOAL && v >= 0;
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
    // The nearest floats lie outside the double bounds by a rounding.
    position = within("position", state[offset], (float) LEFT_WALL, (float) RIGHT_EDGE);
    velocity = within("velocity", state[offset + 1], (float) -MAX_SPEED, (float) MAX_SPEED);
    return observe();
  }

  private float[] observe() {
    observation[0] = (float) position;
    observation[1] = (float) velocity;
    return observation;
  }
}
