package io.belay.recipe;

/** How advantages are estimated from rewards and values. */
public enum AdvantageEstimator {
  /** Generalized advantage estimation with γ and λ. */
  GAE,
  /** Reward to go, discounted by γ, minus the value of the state: GAE with λ = 1. */
  MONTE_CARLO
}
