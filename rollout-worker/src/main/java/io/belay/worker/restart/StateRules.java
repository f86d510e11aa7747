package io.belay.worker.restart;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.EnumerableEnvironment;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.List;

/** Refuses restart states that an environment cannot be put into, before the run begins. */
final class StateRules {
  private final String kind;
  private final EnvironmentSpec spec;
  private final Environment environment;

  /**
   * @param kind of the restart distribution, as recipes write it
   */
  StateRules(String kind, EnvironmentSpec spec, Environment environment) {
    this.kind = kind;
    this.spec = spec;
    this.environment = environment;
  }

  /** The environment, if its state can be restored. */
  RestorableEnvironment requireRestorable() {
    if (!(environment instanceof RestorableEnvironment restorable)) {
      throw BelayException.invalid(
          "a restart distribution other than the environment's own needs an environment whose state can be restored:"
              + " environment=%s, sampling.restart.kind=%s; use restart = environment"
                  .formatted(spec.id(), kind));
    }
    return restorable;
  }

  /** The states of an environment that can list them, {@code [n][stateSize]}. */
  double[][] requireStates() {
    if (!(environment instanceof EnumerableEnvironment enumerable)) {
      throw BelayException.invalid(
          "a uniform restart needs an environment that can list its states, as every finite MDP can: environment=%s, sampling.restart.kind=%s; use box or states"
              .formatted(spec.id(), kind));
    }
    return enumerable.startStates();
  }

  /** The state as an array, once the environment has taken it. */
  double[] accepted(String key, List<Double> state) {
    RestorableEnvironment restorable = requireRestorable();
    if (state.size() != restorable.stateSize()) {
      throw BelayException.invalid(
          "a restart state has as many numbers as the environment's state: environment=%s, sampling.restart.%s=%s, size=%d, expected=%d"
              .formatted(spec.id(), key, state, state.size(), restorable.stateSize()));
    }
    double[] array = state.stream().mapToDouble(Double::doubleValue).toArray();
    try {
      restorable.restoreState(array, 0);
    } catch (RuntimeException e) {
      throw new BelayException(
          ErrorCategory.INVALID_REQUEST,
          "a restart state is one that the environment accepts: environment=%s, sampling.restart.%s=%s, refused because: %s"
              .formatted(spec.id(), key, state, e.getMessage()),
          e);
    }
    return array;
  }

  double[][] allAccepted(String key, List<List<Double>> states) {
    double[][] arrays = new double[states.size()][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = accepted(key + "[" + i + "]", states.get(i));
    }
    return arrays;
  }
}
