package io.belay.recipe;

import java.util.List;

/** The fields of {@code sampling.restart}, their paths relative to it. */
final class RestartKeys {
  private static final int MAX_STATE_SIZE = 100_000;

  static final RealListKey STATE =
      new RealListKey("state", "the state to restart from", MAX_STATE_SIZE);
  static final RealListKey WEIGHTS =
      new RealListKey("weights", "the weights of the states", MAX_STATE_SIZE);
  static final RealListKey LOW =
      new RealListKey("low", "the lower bounds of the box", MAX_STATE_SIZE);
  static final RealListKey HIGH =
      new RealListKey("high", "the upper bounds of the box", MAX_STATE_SIZE);
  static final RealKey PROBABILITY =
      RealKey.closed(
          "probability",
          "the probability of not restarting from the environment's own distribution",
          0,
          1,
          "0.5");
  static final WholeKey CAPACITY =
      new WholeKey("capacity", "the number of visited states a lane remembers", 1, 1_000_000, 100);

  /** Word for {@code sampling.restart} or {@code sampling.restart.kind}. */
  static String kind(RestartSettings restart) {
    return switch (restart) {
      case RestartSettings.EnvironmentRestart _ -> "environment";
      case RestartSettings.FixedState _ -> "fixed";
      case RestartSettings.WeightedStates _ -> "states";
      case RestartSettings.UniformBox _ -> "box";
      case RestartSettings.Mixture _ -> "mixture";
      case RestartSettings.VisitedStates _ -> "visited";
    };
  }

  static List<Violation> stateViolations(List<List<Double>> states, List<Double> weights) {
    boolean equalSizes =
        !states.isEmpty()
            && states.stream()
                .allMatch(state -> STATE.allows(state) && state.size() == states.getFirst().size());
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    boolean weighted =
        weights.size() == states.size()
            && weights.stream().allMatch(weight -> weight >= 0)
            && Double.isFinite(sum)
            && sum > 0;
    return new Violation.Collector()
        .require(
            equalSizes,
            "states to restart from are one or more lists of finite numbers of one length",
            "states",
            states,
            "use for example [[0.0, 1.0], [1.0, 0.0]]")
        .require(
            weighted,
            "there is a weight for each state, none below 0, their sum finite and above 0",
            WEIGHTS.path(),
            weights,
            "leave weights out for equal ones")
        .all();
  }

  private RestartKeys() {}
}
