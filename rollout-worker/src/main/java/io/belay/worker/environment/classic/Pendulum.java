package io.belay.worker.environment.classic;

import static io.belay.worker.environment.classic.StateCheck.finite;
import static io.belay.worker.environment.classic.StateCheck.within;

import io.belay.space.Box;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * {@code Pendulum-v1}: a pendulum is swung up and held upright by a torque in [−2, 2] N m.
 *
 * <pre>
 *   rₜ₊₁ = −(θ² + 0.1 θ̇² + 0.001 u²)              of the state before the step, θ taken in [−π, π), 0 upright
 *   θ̇ₜ₊₁ = θ̇ₜ + (3g/2l · sin θₜ + 3/ml² · u) dt,  clipped to [−8, 8];   g = 10, m = l = 1, dt = 0.05, u = clip(a, −2, 2)
 *   θₜ₊₁ = θₜ + θ̇ₜ₊₁ dt
 * </pre>
 *
 * <p>Never terminated. State: the unwrapped θ and θ̇, which start uniform in [−π, π) × [−1, 1).
 * Observation: cos θ, sin θ, θ̇.
 */
final class Pendulum implements RestorableEnvironment {
  private static final double MAX_SPEED = 8;
  private static final float MAX_TORQUE = 2;
  private static final double SECONDS_PER_STEP = 0.05;
  private static final double GRAVITY_FACTOR = 3 * 10.0 / 2;
  private static final float TORQUE_FACTOR = 3;

  static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "Pendulum-v1",
          Box.symmetric(1f, 1f, (float) MAX_SPEED),
          Box.uniform(1, -MAX_TORQUE, MAX_TORQUE),
          OptionalInt.of(200),
          OptionalDouble.empty(),
          true);

  private final float[] observation = new float[3];
  private double angle;
  private double angularVelocity;

  /** sin θ, needed by the observation and by the step that follows it. */
  private double sin;

  @Override
  public float[] reset(RandomGenerator random) {
    angle = -Math.PI + 2 * Math.PI * random.nextDouble();
    angularVelocity = -1 + 2 * random.nextDouble();
    return observe();
  }

  @Override
  public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
    float torque = Math.clamp(action[0], -MAX_TORQUE, MAX_TORQUE);
    double offset = fromUpright(angle);
    // Gymnasium's torque is a float32, so its terms are rounded to float32 before they meet the
    // state.
    double cost =
        offset * offset + 0.1 * (angularVelocity * angularVelocity) + 0.001f * (torque * torque);
    double velocity =
        angularVelocity + (GRAVITY_FACTOR * sin + TORQUE_FACTOR * torque) * SECONDS_PER_STEP;
    angularVelocity = Math.clamp(velocity, -MAX_SPEED, MAX_SPEED);
    angle += angularVelocity * SECONDS_PER_STEP;
    outcome.set(-cost, false);
    return observe();
  }

  /** θ in [−π, π). */
  private static double fromUpright(double angle) {
    double turned = (angle + Math.PI) % (2 * Math.PI);
    return (turned < 0 ? turned + 2 * Math.PI : turned) - Math.PI;
  }

  @Override
  public int stateSize() {
    return 2;
  }

  @Override
  public void saveState(double[] state, int offset) {
    state[offset] = angle;
    state[offset + 1] = angularVelocity;
  }

  @Override
  public float[] restoreState(double[] state, int offset) {
    angle = finite("theta", state[offset]);
    angularVelocity = within("thetaVelocity", state[offset + 1], -MAX_SPEED, MAX_SPEED);
    return observe();
  }

  private float[] observe() {
    sin = StrictMath.sin(angle);
    observation[0] = (float) StrictMath.cos(angle);
    observation[1] = (float) sin;
    observation[2] = (float) angularVelocity;
    return observation;
  }
}
