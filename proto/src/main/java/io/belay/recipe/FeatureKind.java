package io.belay.recipe;

/** Map from an observation to the features that a log-linear policy is linear in. */
public enum FeatureKind {
  /** The observation and a constant 1. */
  IDENTITY,
  /** All monomials of the observation up to a degree. */
  POLYNOMIAL,
  /**
   * Cosines of integer frequencies up to an order: Konidaris, Osentoski and Thomas 2011, Value
   * Function Approximation in RL Using the Fourier Basis.
   */
  FOURIER
}
