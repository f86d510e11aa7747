package io.belay.recipe;

/** Over which set advantages are shifted to mean 0 and scaled to standard deviation 1. */
public enum AdvantageNormalisation {
  /** Advantages are used as estimated. */
  NONE,
  /** Over each minibatch. */
  MINIBATCH,
  /** Once over the whole batch. */
  BATCH
}
