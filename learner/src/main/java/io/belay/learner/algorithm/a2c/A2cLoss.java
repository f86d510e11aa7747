package io.belay.learner.algorithm.a2c;

import io.belay.learner.algorithm.descent.PolicyLoss;

/**
 * The objective that A2C's actor maximises, row by row, and its slope by log π.
 *
 * <pre>
 *   r = π(a|s) ÷ π_behaviour(a|s),     objective = r Â,     ∂objective/∂ log π = r Â
 * </pre>
 *
 * <p>The whole loss is −mean (r Â + c_H H(π(·|s))) + c_V ½ mean (V(s) − R)². Where the behaviour
 * policy is the one being improved, r is exactly 1 and the gradient is that of Mnih et al., <a
 * href="https://arxiv.org/abs/1602.01783">Asynchronous Methods for Deep Reinforcement Learning</a>,
 * algorithm S3, made of whole batches instead of asynchronous threads: Â ∇ log π. In a pipeline the
 * batch is one version older and r is its importance weight, not clipped.
 */
final class A2cLoss implements PolicyLoss {

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
      weights[r] = ratios[r] * advantages[r];
      objectives[r] = weights[r];
    }
  }
}
