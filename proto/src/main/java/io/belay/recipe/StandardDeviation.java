package io.belay.recipe;

/** What the standard deviations of continuous actions depend on. */
public enum StandardDeviation {
  /** On nothing: one parameter for each action component. */
  INDEPENDENT,
  /** On the observation: one output of the network for each action component. */
  STATE_DEPENDENT
}
