package io.belay.recipe;

/** The fields of {@code sampling.restart}, their paths relative to it. */
final class RestartKeys {
  private static final int MANY = 100_000;

  static final ChoiceKey<RestartKind> KIND =
      new ChoiceKey<>("kind", "the kind of restart distribution", RestartKind.class);
  static final RealListKey STATE = new RealListKey("state", "the state to restart from", MANY);
  static final RealRowsKey STATES =
      new RealRowsKey("states", "the choice of states to restart from", MANY);
  static final RealListKey WEIGHTS =
      new RealListKey("weights", "the weighting of the states", MANY);
  static final RealListKey LOW = new RealListKey("low", "the lower bound of the box", MANY);
  static final RealListKey HIGH = new RealListKey("high", "the upper bound of the box", MANY);
  static final RealKey PROBABILITY =
      RealKey.closed(
          "probability",
          "the probability of a restart away from the environment's own distribution",
          0,
          1,
          "0.5");
  static final WholeKey CAPACITY =
      new WholeKey("capacity", "the number of visited states a lane remembers", 1, 1_000_000, 100);

  private RestartKeys() {}
}
