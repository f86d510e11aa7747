package io.belay.policy;

/**
 * The features φ(s) of a log-linear policy, π(a|s) ∝ exp(φ(s)·θₐ): the policy class of AJKS section
 * 11.4 with φ(s, a) = eₐ ⊗ φ(s). Feature 0 is the constant 1.
 */
interface FeatureMap {

  /** Number of features of one observation. */
  int size();

  /**
   * Computes the features of rows.
   *
   * @param x encoded observations, {@code [rows, inputs]} from {@code xAt}
   * @param out receives {@code [rows, size]} from {@code outAt}
   */
  void apply(float[] x, int xAt, int rows, float[] out, int outAt);
}
