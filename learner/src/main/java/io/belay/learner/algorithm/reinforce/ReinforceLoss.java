package io.belay.learner.algorithm.reinforce;

import io.belay.learner.algorithm.descent.PolicyLoss;

/**
 * The objective that REINFORCE's actor ascends, row by row, and its slope by log π.
 *
 * <pre>
 *   objective = w log π(a|s),     ∂objective/∂ log π = w,     w = γᵗ (Gₜ − b)
 * </pre>
 *
 * <p>AJKS section 9.3, the estimator of Lemma 9.7 with the baseline of Lemma 9.9; Williams, Simple
 * Statistical Gradient-Following Algorithms for Connectionist Reinforcement Learning, 1992, eq. 4.
 * The objective's value means nothing, its gradient does. What w is made of is {@link
 * ReinforceWeights}'s.
 */
final class ReinforceLoss implements PolicyLoss {

  @Override
  public void weigh(
      int from,
      int rows,
      float[] logProbabilities,
      float[] ratios,
      float[] advantages,
      float[] weights,
      float[] objectives) {
    for (int r = from; r < from + rows; r++) {
      weights[r] = advantages[r];
      objectives[r] = advantages[r] * logProbabilities[r];
    }
  }
}
