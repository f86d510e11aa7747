package io.belay.deploy.faulty;

import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.EnvironmentProvider;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** Offers one environment for each {@link Fault}, under the fault's name. */
public final class FaultyEnvironments implements EnvironmentProvider {

  /** What goes wrong. */
  public enum Fault {
    /** The factory throws. */
    NO_INSTANCE,
    /** The first reset throws. */
    THROWS_IN_RESET,
    /** The tenth step throws. */
    THROWS_IN_STEP,
    /** The tenth step throws an error rather than an exception. */
    OVERFLOWS_THE_STACK,
    /** The tenth observation holds NaN. */
    OBSERVES_NAN,
    /** The tenth reward is infinite. */
    REWARDS_INFINITY,
    /** The tenth observation is too short. */
    OBSERVES_TOO_LITTLE,
    /** Nothing: it cannot save its state, which is allowed. */
    NONE;

    /** Its environment's id. */
    public String id() {
      return "Faulty-" + name() + "-v0";
    }
  }

  @Override
  public List<EnvironmentRegistration> registrations() {
    return Arrays.stream(Fault.values()).map(FaultyEnvironments::registration).toList();
  }

  private static EnvironmentRegistration registration(Fault fault) {
    EnvironmentSpec spec =
        new EnvironmentSpec(
            fault.id(),
            Box.uniform(2, -1, 1),
            new Discrete(2),
            OptionalInt.of(50),
            OptionalDouble.empty(),
            false);
    return new EnvironmentRegistration(spec, () -> new Faulty(fault));
  }

  private static final class Faulty implements Environment {
    private static final int FAULTY_STEP = 10;

    private final Fault fault;
    private int steps;

    Faulty(Fault fault) {
      this.fault = fault;
      if (fault == Fault.NO_INSTANCE) {
        throw new IllegalStateException("the simulator is not installed");
      }
    }

    @Override
    public float[] reset(RandomGenerator random) {
      if (fault == Fault.THROWS_IN_RESET) {
        throw new IllegalStateException("the simulator is out of licences");
      }
      return observation(random);
    }

    @Override
    public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
      boolean now = ++steps == FAULTY_STEP;
      if (now && fault == Fault.THROWS_IN_STEP) {
        throw new IllegalStateException("the simulator has crashed");
      }
      if (now && fault == Fault.OVERFLOWS_THE_STACK) {
        throw new StackOverflowError();
      }
      outcome.set(now && fault == Fault.REWARDS_INFINITY ? Double.POSITIVE_INFINITY : 1, false);
      if (now && fault == Fault.OBSERVES_TOO_LITTLE) {
        return new float[1];
      }
      float[] observation = observation(random);
      if (now && fault == Fault.OBSERVES_NAN) {
        observation[1] = Float.NaN;
      }
      return observation;
    }

    private static float[] observation(RandomGenerator random) {
      return new float[] {random.nextFloat(), random.nextFloat()};
    }
  }
}
