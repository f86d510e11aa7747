package io.belay.worker.environment.classic;

import static io.belay.worker.environment.classic.StateCheck.within;

import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * {@code Acrobot-v1}: two links hang from a pivot; a torque of −1, 0 or 1 N m (action 0, 1, 2) at
 * the joint between them must swing the free end above the height of one link.
 *
 * <p>Links of mass 1 kg, length 1 m, centre of mass 0.5 m, moment of inertia 1 kg m²; g = 9.8 m/s².
 * The equations are those of Sutton and Barto's book, integrated by one Runge-Kutta step of order 4
 * over 0.2 s; see {@link #derive}. Reward −1 a step, 0 for the one that reaches the goal;
 * terminated where −cos θ₁ − cos(θ₁ + θ₂) > 1. State: θ₁, θ₂ in [−π, π], θ̇₁ in ±4π, θ̇₂ in ±9π,
 * which start uniform in [−0.1, 0.1)⁴, rounded to float32. Observation: cos θ₁, sin θ₁, cos θ₂, sin
 * θ₂, θ̇₁, θ̇₂.
 *
 * <p>Sutton, <a
 * href="https://proceedings.neurips.cc/paper/1995/hash/8f1d43620bc6bb580df6e80b0dc05c48-Abstract.html">Generalization
 * in Reinforcement Learning: Successful Examples Using Sparse Coarse Coding</a>; Sutton and Barto,
 * <a href="http://www.incompleteideas.net/book/11/node4.html">Reinforcement Learning: An
 * Introduction</a>, section 11.3.
 */
final class Acrobot implements RestorableEnvironment {
  private static final double GRAVITY = 9.8;
  private static final double SECONDS_PER_STEP = 0.2;
  private static final double MAX_VELOCITY_1 = 4 * Math.PI;
  private static final double MAX_VELOCITY_2 = 9 * Math.PI;
  private static final double START_RANGE = 0.1;
  private static final int SIZE = 4;

  static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "Acrobot-v1",
          Box.symmetric(1f, 1f, 1f, 1f, (float) MAX_VELOCITY_1, (float) MAX_VELOCITY_2),
          new Discrete(3),
          OptionalInt.of(500),
          OptionalDouble.of(-100),
          true);

  private final float[] observation = new float[6];

  /** θ₁, θ₂, θ̇₁, θ̇₂. */
  private final double[] state = new double[SIZE];

  private final double[] probe = new double[SIZE];
  private final double[] k1 = new double[SIZE];
  private final double[] k2 = new double[SIZE];
  private final double[] k3 = new double[SIZE];
  private final double[] k4 = new double[SIZE];

  @Override
  public float[] reset(RandomGenerator random) {
    for (int i = 0; i < SIZE; i++) {
      state[i] = (float) (-START_RANGE + 2 * START_RANGE * random.nextDouble());
    }
    return observe();
  }

  @Override
  public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
    integrate(action[0] - 1);
    state[0] = wrap(state[0]);
    state[1] = wrap(state[1]);
    state[2] = Math.clamp(state[2], -MAX_VELOCITY_1, MAX_VELOCITY_1);
    state[3] = Math.clamp(state[3], -MAX_VELOCITY_2, MAX_VELOCITY_2);
    boolean terminated = -StrictMath.cos(state[0]) - StrictMath.cos(state[1] + state[0]) > 1.0;
    outcome.set(terminated ? 0.0 : -1.0, terminated);
    return observe();
  }

  /** One classical Runge-Kutta step: y + dt/6 (k₁ + 2k₂ + 2k₃ + k₄). */
  private void integrate(double torque) {
    derive(state, torque, k1);
    advance(SECONDS_PER_STEP / 2, k1);
    derive(probe, torque, k2);
    advance(SECONDS_PER_STEP / 2, k2);
    derive(probe, torque, k3);
    advance(SECONDS_PER_STEP, k3);
    derive(probe, torque, k4);
    for (int i = 0; i < SIZE; i++) {
      state[i] += SECONDS_PER_STEP / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    }
  }

  private void advance(double seconds, double[] slope) {
    for (int i = 0; i < SIZE; i++) {
      probe[i] = state[i] + seconds * slope[i];
    }
  }

  /**
   * Time derivative of a state, with the links' constants put in.
   *
   * <pre>
   *   d₁ = 0.25 + (1.25 + cos θ₂) + 2                 d₂ = 0.25 + 0.5 cos θ₂ + 1
   *   φ₂ = 0.5 g cos(θ₁ + θ₂ − π/2)                    φ₁ = −0.5 θ̇₂² sin θ₂ − θ̇₂ θ̇₁ sin θ₂ + 1.5 g cos(θ₁ − π/2) + φ₂
   *   θ̈₂ = (τ + d₂/d₁ φ₁ − 0.5 θ̇₁² sin θ₂ − φ₂) / (1.25 − d₂²/d₁)
   *   θ̈₁ = −(d₂ θ̈₂ + φ₁) / d₁
   * </pre>
   */
  private static void derive(double[] y, double torque, double[] slope) {
    double velocity1 = y[2];
    double velocity2 = y[3];
    double cos2 = StrictMath.cos(y[1]);
    double sin2 = StrictMath.sin(y[1]);
    double d1 = 0.25 + (1.25 + cos2) + 1 + 1;
    double d2 = 0.25 + 0.5 * cos2 + 1;
    double phi2 = 0.5 * GRAVITY * StrictMath.cos(y[0] + y[1] - Math.PI / 2);
    double phi1 =
        -0.5 * (velocity2 * velocity2) * sin2
            - velocity2 * velocity1 * sin2
            + 1.5 * GRAVITY * StrictMath.cos(y[0] - Math.PI / 2)
            + phi2;
    double acceleration2 =
        (torque + d2 / d1 * phi1 - 0.5 * (velocity1 * velocity1) * sin2 - phi2)
            / (1.25 - d2 * d2 / d1);
    slope[0] = velocity1;
    slope[1] = velocity2;
    slope[2] = -(d2 * acceleration2 + phi1) / d1;
    slope[3] = acceleration2;
  }

  private static double wrap(double angle) {
    // A step turns by a few revolutions at most, since the velocities are bounded.
    double wrapped = angle;
    while (wrapped > Math.PI) {
      wrapped -= 2 * Math.PI;
    }
    while (wrapped < -Math.PI) {
      wrapped += 2 * Math.PI;
    }
    return wrapped;
  }

  @Override
  public int stateSize() {
    return SIZE;
  }

  @Override
  public void saveState(double[] target, int offset) {
    System.arraycopy(state, 0, target, offset, SIZE);
  }

  @Override
  public float[] restoreState(double[] source, int offset) {
    state[0] = within("theta1", source[offset], -Math.PI, Math.PI);
    state[1] = within("theta2", source[offset + 1], -Math.PI, Math.PI);
    state[2] = within("theta1Velocity", source[offset + 2], -MAX_VELOCITY_1, MAX_VELOCITY_1);
    state[3] = within("theta2Velocity", source[offset + 3], -MAX_VELOCITY_2, MAX_VELOCITY_2);
    return observe();
  }

  private float[] observe() {
    observation[0] = (float) StrictMath.cos(state[0]);
    observation[1] = (float) StrictMath.sin(state[0]);
    observation[2] = (float) StrictMath.cos(state[1]);
    observation[3] = (float) StrictMath.sin(state[1]);
    observation[4] = (float) state[2];
    observation[5] = (float) state[3];
    return observation;
  }
}
