package io.belay.learner.algorithm.qnpg;

import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.learner.algorithm.AdvantageScale;
import io.belay.learner.gradient.PolicyLinearisation;
import io.belay.learner.gradient.Sums;
import io.belay.policy.Categorical;
import io.belay.policy.SoftmaxRows;

/**
 * The regression of Q on the features of the log-linear class, and its normal equations.
 *
 * <pre>
 *   L(w) = E (w·φ(s, a) − Q(s, a))²,   φ(s, a) = ∇_θ f_θ(s, a),   π(a|s) ∝ exp f_θ(s, a)
 *   E[φ φᵀ] w = E[Q φ],   E over the batch's states and a ~ π(·|s)
 * </pre>
 *
 * <p>AJKS section 11.4; for a log-linear policy f = φ·θ and φ does not depend on θ, for a
 * multi-layer perceptron f are its logits. NPG's features ∇log π are these less their mean under
 * π(·|s).
 *
 * <p>Q is the λ-return Â + V. Its part V(s) does not depend on the action, so that its mean over
 * actions is summed exactly, V(s) Σₐ π(a|s) φ(s, a), and only Â is taken at the sampled action: the
 * same expectation as Q φ(s, aₜ) with the variance of a baseline. Q is shifted by the mean of V,
 * which no policy depends on, and scaled as the advantages are.
 */
final class QnpgLoss {
  private final Kernels kernels = KernelProvider.kernels();
  private final int actionCount;
  private final SoftmaxRows softmax;

  /** V(s), shifted and scaled, {@code [rows]}. */
  private final float[] values;

  private final float[] headDeltas;

  QnpgLoss(Categorical distribution, int rows) {
    actionCount = distribution.actions();
    softmax = distribution.workspace(rows);
    values = new float[rows];
    headDeltas = new float[rows * actionCount];
  }

  /** Takes in V(s), {@code [T, L]}, and how advantages are scaled. */
  void load(float[] estimated, AdvantageScale scale) {
    float mean = (float) Sums.mean(estimated);
    for (int r = 0; r < values.length; r++) {
      values[r] = (estimated[r] - mean) * scale.factor();
    }
  }

  /**
   * E[Q φ].
   *
   * @param policy at θ, over all rows
   * @param actions {@code [T, L]}
   * @param advantages Â as they are scaled, {@code [T, L]}
   * @param gradient receives it, laid out as the parameters
   */
  void differentiate(
      PolicyLinearisation policy, float[] actions, float[] advantages, float[] gradient) {
    int rows = values.length;
    softmax.load(kernels, rows, policy.outputs(), 0, gradient);
    for (int r = 0; r < rows; r++) {
      int row = r * actionCount;
      float value = values[r] / rows;
      for (int a = 0; a < actionCount; a++) {
        headDeltas[row + a] = value * softmax.probability(r, a);
      }
      headDeltas[row + (int) actions[r]] += advantages[r] / rows;
    }
    policy.pullBack(headDeltas, gradient);
  }

  /**
   * L(w) over the sampled actions.
   *
   * @param headTangents w·φ(s, a) of every action, {@code [rows, actions]}
   */
  double error(float[] headTangents, float[] actions, float[] advantages) {
    double sum = 0;
    for (int r = 0; r < values.length; r++) {
      double predicted = headTangents[r * actionCount + (int) actions[r]];
      double error = predicted - advantages[r] - values[r];
      sum += error * error;
    }
    return sum / values.length;
  }
}
