package io.belay.worker.environment.classic;

import static io.belay.worker.environment.classic.StateCheck.finite;

import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * {@code CartPole-v1}: a pole hinged on a cart is kept upright by pushing the cart left (action 0)
 * or right (1) with 10 N.
 *
 * <pre>
 *   u = (F + m_p l θ̇² sin θ) / m                      m = m_c + m_p,  l = half the pole's length
 *   θ̈ = (g sin θ − cos θ · u) / (l (4/3 − m_p cos² θ / m))
 *   ẍ = u − m_p l θ̈ cos θ / m
 * </pre>
 *
 * <p>integrated by an explicit Euler step of 0.02 s. Reward 1 a step; terminated where |x| exceeds
 * 2.4 m or |θ| 12°. State and observation: x, ẋ, θ, θ̇; it starts uniform in (−0.05, 0.05)⁴.
 *
 * <p>Barto, Sutton and Anderson, <a href="https://doi.org/10.1109/TSMC.1983.6313077">Neuronlike
 * Adaptive Elements That Can Solve Difficult Learning Control Problems</a>; Florian, <a
 * href="https://coneural.org/florian/papers/05_cart_pole.pdf">Correct equations for the dynamics of
 * the cart-pole system</a>, without friction.
 */
final class CartPole implements RestorableEnvironment {
  private static final double GRAVITY = 9.8;
  private static final double POLE_MASS = 0.1;
  private static final double TOTAL_MASS = POLE_MASS + 1.0;
  private static final double HALF_LENGTH = 0.5;
  private static final double POLE_MASS_LENGTH = POLE_MASS * HALF_LENGTH;
  private static final double FORCE = 10.0;
  private static final double SECONDS_PER_STEP = 0.02;
  private static final double POSITION_LIMIT = 2.4;
  private static final double ANGLE_LIMIT = 12 * 2 * Math.PI / 360;
  private static final double START_RANGE = 0.05;

  static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "CartPole-v1",
          // Twice the limits, so that the observation that ends an episode is inside the space.
          Box.symmetric(
              (float) (2 * POSITION_LIMIT),
              Float.POSITIVE_INFINITY,
              (float) (2 * ANGLE_LIMIT),
              Float.POSITIVE_INFINITY),
          new Discrete(2),
          OptionalInt.of(500),
          OptionalDouble.of(475),
          true);

  private final float[] observation = new float[4];
  private double position;
  private double velocity;
  private double angle;
  private double angularVelocity;

  @Override
  public float[] reset(RandomGenerator random) {
    position = start(random);
    velocity = start(random);
    angle = start(random);
    angularVelocity = start(random);
    return observe();
  }

  private static double start(RandomGenerator random) {
    return -START_RANGE + 2 * START_RANGE * random.nextDouble();
  }

  @Override
  public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
    double force = action[0] == 1f ? FORCE : -FORCE;
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double push =
        (force + POLE_MASS_LENGTH * (angularVelocity * angularVelocity) * sin) / TOTAL_MASS;
    double angularAcceleration =
        (GRAVITY * sin - cos * push)
            / (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * (cos * cos) / TOTAL_MASS));
    double acceleration = push - POLE_MASS_LENGTH * angularAcceleration * cos / TOTAL_MASS;

    position += SECONDS_PER_STEP * velocity;
    velocity += SECONDS_PER_STEP * acceleration;
    angle += SECONDS_PER_STEP * angularVelocity;
    angularVelocity += SECONDS_PER_STEP * angularAcceleration;

    outcome.set(1.0, Math.abs(position) > POSITION_LIMIT || Math.abs(angle) > ANGLE_LIMIT);
    return observe();
  }

  @Override
  public int stateSize() {
    return 4;
  }

  @Override
  public void saveState(double[] state, int offset) {
    state[offset] = position;
    state[offset + 1] = velocity;
    state[offset + 2] = angle;
    state[offset + 3] = angularVelocity;
  }

  @Override
  public float[] restoreState(double[] state, int offset) {
    position = finite("x", state[offset]);
    velocity = finite("xVelocity", state[offset + 1]);
    angle = finite("theta", state[offset + 2]);
    angularVelocity = finite("thetaVelocity", state[offset + 3]);
    return observe();
  }

  private float[] observe() {
    observation[0] = (float) position;
    observation[1] = (float) velocity;
    observation[2] = (float) angle;
    observation[3] = (float) angularVelocity;
    return observation;
  }
}
