package io.belay.recipe;

/**
 * An algorithm that knows its finite MDP: it computes what others estimate and samples nothing, so
 * that {@code sampling} beside the restart distribution, {@code policy}, {@code critic}, {@code
 * evaluation} and {@code training.environment-steps} mean nothing to it.
 */
public sealed interface ExactSettings extends AlgorithmSettings
    permits ExactPolicyGradientSettings,
        LogBarrierSettings,
        ExactNpgSettings,
        SoftPolicyIterationSettings,
        ExactTrpoSettings,
        CpiSettings,
        PolicyIterationSettings {

  /** γ, in [0, 1). */
  @Override
  double discount();

  /** Iterations of the run, at least 1. */
  int iterations();

  @Override
  default int largestPolicyLag() {
    return 0;
  }
}
