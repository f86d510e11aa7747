package io.belay.recipe;

/** Which algorithm improves the policy, and its hyperparameters. */
public sealed interface AlgorithmSettings
    permits ReinforceSettings, A2cSettings, NpgSettings, QnpgSettings, TrpoSettings, PpoSettings {

  /** Value of {@code algorithm.name}. */
  String name();

  /** How advantages are estimated. */
  AdvantageSettings advantage();

  /** γ, in [0, 1]. */
  default double discount() {
    return advantage().discount();
  }

  /**
   * Versions by which the policy that sampled a batch may be older than the one that is improved: 1
   * for an algorithm that may run with {@code sampling.pipeline}, 0 for one whose update is only
   * right on its own policy's samples.
   */
  int largestPolicyLag();
}
