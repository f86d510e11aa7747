package io.belay.recipe;

/** How a hyperparameter moves over the iterations of a run. */
public enum Schedule {
  /** The same value in every iteration. */
  CONSTANT,
  /**
   * In iteration k of K the value times 1 − k/K: from the value at the start towards 0 at the end.
   */
  LINEAR
}
