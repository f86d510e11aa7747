package io.belay.recipe;

/** The class of functions that a policy is chosen from. */
public enum PolicyKind {
  /** A multilayer perceptron. */
  MLP,
  /** log π linear in the features of the observation. */
  LOG_LINEAR,
  /** One logit for each pair of a discrete observation and a discrete action. */
  TABULAR
}
