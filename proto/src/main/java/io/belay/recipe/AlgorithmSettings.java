package io.belay.recipe;

/** Which algorithm improves the policy, and its hyperparameters. */
public sealed interface AlgorithmSettings permits SampledSettings, ExactSettings {

  /** Value of {@code algorithm.name}. */
  String name();

  /** γ, in [0, 1]. */
  double discount();

  /**
   * Versions by which the policy that sampled a batch may be older than the one that is improved: 1
   * for an algorithm that may run with {@code sampling.pipeline}, 0 for one whose update is only
   * right on its own policy's samples.
   */
  int largestPolicyLag();
}
