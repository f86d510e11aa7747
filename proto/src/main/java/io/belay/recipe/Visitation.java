package io.belay.recipe;

/** Which distribution the states of a batch follow. */
public enum Visitation {
  /** Episodes run on until they end by themselves. */
  UNDISCOUNTED,
  /**
   * After each step the trajectory also ends with probability 1 − γ, so that the states follow
   * d_μ^π, the discounted visitation of the restart distribution μ.
   */
  DISCOUNTED
}
