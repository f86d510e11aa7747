package io.belay.learner.gradient;

/**
 * A symmetric, positive semi-definite matrix M(s) that an action distribution puts on its head,
 * exact over actions.
 */
public enum HeadMetric {
  /** M = E[∇ log π ∇ log πᵀ], the Fisher information of the head. */
  FISHER,
  /**
   * M = E[eₐ eₐᵀ] = diag(π), the second moment of the log-linear class's features; over finitely
   * many actions alone. The Fisher information is what is left after each feature's mean is
   * subtracted.
   */
  UNCENTRED
}
