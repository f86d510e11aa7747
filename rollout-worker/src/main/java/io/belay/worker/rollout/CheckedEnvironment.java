package io.belay.worker.rollout;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.recipe.RestartSettings;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.RestorableEnvironment;
import io.belay.worker.restart.RestartDistribution;
import io.belay.worker.restart.VisitedStates;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An environment instance whose every answer is checked and copied before anyone else sees it.
 *
 * <p>Whatever it does wrong becomes a {@link BelayException} INVALID_REQUEST with the address of
 * the call: the user must change the environment.
 */
final class CheckedEnvironment implements AutoCloseable {
  private static final String REMEDY =
      "; correct the environment, EnvironmentKit.check shows such faults";

  private final Environment environment;
  private final int observationSize;

  private CheckedEnvironment(Environment environment, int observationSize) {
    this.environment = environment;
    this.observationSize = observationSize;
  }

  /**
   * New instances, or none: where one cannot be made, those before it are closed.
   *
   * @throws BelayException INVALID_REQUEST as {@link EnvironmentRegistration#create}
   */
  static List<CheckedEnvironment> create(EnvironmentRegistration registration, int count) {
    List<CheckedEnvironment> environments = new ArrayList<>(count);
    try {
      for (int i = 0; i < count; i++) {
        environments.add(
            new CheckedEnvironment(registration.create(), registration.spec().observationSize()));
      }
    } catch (RuntimeException e) {
      closeAfter(e, environments);
      throw e;
    }
    return environments;
  }

  /** Closes all of them, then throws what the first that failed has thrown. */
  static void closeAll(List<CheckedEnvironment> environments) {
    RuntimeException first = null;
    for (CheckedEnvironment environment : environments) {
      try {
        environment.close();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Closes all of them because of a failure, to which theirs are added. */
  static void closeAfter(RuntimeException failure, List<CheckedEnvironment> environments) {
    try {
      closeAll(environments);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** The restart distribution of these settings, tried on this instance. */
  RestartDistribution restartDistribution(RestartSettings settings, EnvironmentSpec spec) {
    return RestartDistribution.of(settings, spec, environment);
  }

  /** Begins an episode and writes its first observation to {@code to} from {@code at}. */
  void restart(
      RestartDistribution distribution,
      RandomGenerator random,
      VisitedStates visited,
      Address address,
      float[] to,
      int at) {
    float[] observation;
    try {
      observation = distribution.restart(environment, random, visited);
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      throw threw("restart", address, e);
    }
    copy(observation, address, to, at);
  }

  /**
   * Takes a step, fills {@code outcome} and writes the observation that follows to {@code to} from
   * {@code at}.
   */
  void step(
      float[] action,
      RandomGenerator random,
      Outcome outcome,
      Address address,
      float[] to,
      int at) {
    outcome.clear();
    float[] observation;
    try {
      observation = environment.step(action, random, outcome);
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      throw threw("step", address, e);
    }
    if (!Float.isFinite((float) outcome.reward())) {
      throw BelayException.invalid(
          "an environment's reward is recorded and finite as float32: %s, reward=%s%s"
              .formatted(address, outcome.reward(), REMEDY));
    }
    copy(observation, address, to, at);
  }

  /** Whether the state can be saved and restored. */
  boolean restorable() {
    return environment instanceof RestorableEnvironment;
  }

  /** Doubles in a state; only where {@link #restorable()}. */
  int stateSize(Address address) {
    try {
      return asRestorable().stateSize();
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      throw threw("stateSize", address, e);
    }
  }

  /** Offers the present state to a lane's memory; only where {@link #restorable()}. */
  void offerTo(VisitedStates visited, RandomGenerator random, Address address) {
    try {
      visited.offer(asRestorable(), random);
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      throw threw("saveState", address, e);
    }
  }

  /** The present state; only where {@link #restorable()}. */
  double[] save(Address address) {
    double[] state = new double[stateSize(address)];
    try {
      asRestorable().saveState(state, 0);
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      throw threw("saveState", address, e);
    }
    return state;
  }

  /**
   * Puts the environment into a saved state and writes its observation; only where {@link
   * #restorable()}.
   */
  void restore(double[] state, Address address, float[] to, int at) {
    int stateSize = stateSize(address);
    if (state.length != stateSize) {
      throw BelayException.invalid(
          "a carried state has the environment's size: %s, environmentState=%d, expected=%d; the workers run different"
                  .formatted(address, state.length, stateSize)
              + " versions of the environment");
    }
    float[] observation;
    try {
      observation = asRestorable().restoreState(state, 0);
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      throw threw("restoreState", address, e);
    }
    copy(observation, address, to, at);
  }

  @Override
  public void close() {
    environment.close();
  }

  private RestorableEnvironment asRestorable() {
    return (RestorableEnvironment) environment;
  }

  @SuppressWarnings(
      "ConstantValue") // NullAway checks our code; an environment may come from code that it did
  // not see.
  private void copy(float[] observation, Address address, float[] to, int at) {
    if (observation == null || observation.length != observationSize) {
      throw BelayException.invalid(
          "an environment's observation has the size of its space: %s, observationSize=%s, expected=%d%s"
              .formatted(
                  address,
                  observation == null ? "null" : observation.length,
                  observationSize,
                  REMEDY));
    }
    for (int i = 0; i < observationSize; i++) {
      float value = observation[i];
      if (!Float.isFinite(value)) {
        throw BelayException.invalid(
            "an environment's observation is finite: %s, observation[%d]=%s%s"
                .formatted(address, i, value, REMEDY));
      }
      to[at + i] = value;
    }
  }

  private static BelayException threw(String call, Address address, Throwable cause) {
    return new BelayException(
        ErrorCategory.INVALID_REQUEST,
        "an environment does not throw: %s, call=%s, threw=%s%s"
            .formatted(address, call, cause, REMEDY),
        cause);
  }
}
