package io.belay.recipe;

/** How a hyperparameter moves over the iterations of a run. */
public enum Schedule {
  /** The same value in every iteration. */
  CONSTANT,
  /**
   * In iteration k of K the value times 1 − k/K: from the value at the start towards 0 at the end.
   */
  LINEAR;

  /**
   * The hyperparameter in one iteration.
   *
   * @param initial its value at the start
   * @param iteration k, in [0, iterations)
   * @param iterations K, iterations of the run
   */
  public double at(double initial, int iteration, int iterations) {
    return switch (this) {
      case CONSTANT -> initial;
      case LINEAR -> initial * (1 - (double) iteration / iterations);
    };
  }
}
