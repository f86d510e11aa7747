package io.belay.recipe;

/** How far NPG and Q-NPG go in the natural direction. */
public enum StepRule {
  /** The step size η times the direction, as in the lecture's algorithm. */
  FIXED,
  /**
   * As far as the quadratic model of the KL divergence allows: η = √(2δ ÷ wᵀFw) for the trust
   * region radius δ.
   */
  NORMALISED
}
