package io.belay.worker.restart;

import io.belay.error.BelayException;
import io.belay.recipe.RestartSettings;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.EnvironmentRegistration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * μ: puts an environment at the beginning of an episode.
 *
 * <p>An instance serves one thread.
 */
public sealed interface RestartDistribution
    permits EnvironmentStart, FixedStart, WeightedStart, BoxStart, MixtureStart, VisitedStart {

  /**
   * Refuses what does not fit an environment, which is made for it unless it starts by itself.
   *
   * @throws BelayException INVALID_REQUEST as {@link #of}, or where none can be made
   */
  static void check(RestartSettings settings, EnvironmentRegistration registration) {
    if (settings instanceof RestartSettings.EnvironmentRestart) {
      return;
    }
    try (Environment environment = registration.create()) {
      of(settings, registration.spec(), environment);
    }
  }

  /**
   * The distribution that a recipe asks for.
   *
   * @param environment an instance of the environment; states named by the recipe are tried on it,
   *     so it is left anywhere
   * @throws BelayException INVALID_REQUEST where μ is not the environment's own start and its state
   *     cannot be restored or, for a uniform start, its states cannot be listed, or where a state
   *     has the wrong size or is refused by the environment
   */
  static RestartDistribution of(
      RestartSettings settings, EnvironmentSpec spec, Environment environment) {
    return switch (settings) {
      case RestartSettings.EnvironmentRestart _ -> new EnvironmentStart();
      case RestartSettings.FixedState fixed -> {
        StateRules rules = new StateRules("fixed", spec, environment);
        yield new FixedStart(rules.accepted("state", fixed.state()));
      }
      case RestartSettings.WeightedStates weighted -> {
        StateRules rules = new StateRules("states", spec, environment);
        yield new WeightedStart(
            rules.allAccepted("states", weighted.states()),
            weighted.weights().stream().mapToDouble(Double::doubleValue).toArray());
      }
      case RestartSettings.UniformBox box -> {
        StateRules rules = new StateRules("box", spec, environment);
        yield new BoxStart(rules.accepted("low", box.low()), rules.accepted("high", box.high()));
      }
      case RestartSettings.Uniform _ -> {
        double[][] states = new StateRules("uniform", spec, environment).requireStates();
        double[] weights = new double[states.length];
        Arrays.fill(weights, 1);
        yield new WeightedStart(states, weights);
      }
      case RestartSettings.Mixture mixture ->
          new MixtureStart(mixture.probability(), of(mixture.distribution(), spec, environment));
      case RestartSettings.VisitedStates visited -> {
        StateRules rules = new StateRules("visited", spec, environment);
        rules.requireRestorable();
        yield new VisitedStart(visited.probability(), visited.capacity());
      }
    };
  }

  /**
   * Begins an episode.
   *
   * @param random positioned generator, the only source of chance
   * @param visited the lane's memory; read only by {@link VisitedStart}
   * @return the first observation, as the environment returned it
   */
  float[] restart(Environment environment, RandomGenerator random, VisitedStates visited);

  /** How many visited states a lane has to remember for this distribution; 0 for none. */
  default int visitedCapacity() {
    return 0;
  }
}
