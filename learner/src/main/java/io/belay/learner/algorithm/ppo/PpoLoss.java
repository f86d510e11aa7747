package io.belay.learner.algorithm.ppo;

import io.belay.learner.algorithm.descent.PolicyLoss;
import io.belay.learner.algorithm.descent.ValueLoss;

/**
 * The loss that PPO minimises, row by row: its slopes by log π and by V, and its figures.
 *
 * <pre>
 *   r = exp(log π(a|s) − log π_behaviour(a|s))
 *   L = −min(r Â, clip(r, 1 − ε, 1 + ε) Â) − c_H H(π(·|s)) + c_V ½ (V(s) − R)²
 * </pre>
 *
 * <p>Schulman et al., <a href="https://arxiv.org/abs/1707.06347">Proximal Policy Optimization
 * Algorithms</a>, equations 7 and 9. The paper's c₁ multiplies the whole squared error, here it is
 * c_V ½. With value clipping the value term is c_V ½ max((V − R)², (V_b + clip(V − V_b, ±ε_V) −
 * R)²), V_b being the value before the update, as in OpenAI's baselines.
 *
 * <p>Beyond the clip the slope by log π is exactly 0; within it, it is −r Â.
 */
public final class PpoLoss implements PolicyLoss {
  private float clipRange;

  /** Sets ε for the minibatches that follow. */
  void clipRange(float clipRange) {
    this.clipRange = clipRange;
  }

  @Override
  public void weigh(
      int from,
      int rows,
      float[] logProbabilities,
      float[] ratios,
      float[] advantages,
      float[] weights,
      float[] objectives) {
    float clip = clipRange;
    for (int r = from; r < from + rows; r++) {
      weights[r] = policyWeight(ratios[r], advantages[r], clip);
      objectives[r] = objective(ratios[r], advantages[r], clip);
    }
  }

  /** The value term with clipping at ±ε_V around the value before the update. */
  static ValueLoss clippedValues(float clip) {
    return (from, rows, values, valuesBefore, targets, slopes) -> {
      for (int r = from; r < from + rows; r++) {
        slopes[r] = clippedValueSlope(values[r], valuesBefore[r], targets[r], clip);
      }
    };
  }

  /** Share of the rows whose ratio lies outside the clip range on either side. */
  double clipFraction(float[] ratios, int rows) {
    int clipped = 0;
    for (int r = 0; r < rows; r++) {
      clipped += Math.abs(ratios[r] - 1f) > clipRange ? 1 : 0;
    }
    return (double) clipped / rows;
  }

  /** −∂(−min(…))/∂ log π: the weight with which ∇ log π enters the ascent direction. */
  public static float policyWeight(float ratio, float advantage, float clipRange) {
    boolean clipped = advantage > 0 ? ratio > 1f + clipRange : ratio < 1f - clipRange;
    return clipped && advantage != 0 ? 0f : ratio * advantage;
  }

  /** min(r Â, clip(r, 1 − ε, 1 + ε) Â). */
  static float objective(float ratio, float advantage, float clipRange) {
    float clippedRatio = Math.clamp(ratio, 1f - clipRange, 1f + clipRange);
    return Math.min(ratio * advantage, clippedRatio * advantage);
  }

  /** ∂/∂V of ½ max((V − R)², (V_b + clip(V − V_b, ±ε_V) − R)²). */
  static float clippedValueSlope(float value, float valueBefore, float target, float clipRange) {
    float moved = value - valueBefore;
    float error = value - target;
    float clippedError = valueBefore + Math.clamp(moved, -clipRange, clipRange) - target;
    if (error * error >= clippedError * clippedError) {
      return error;
    }
    return Math.abs(moved) < clipRange ? clippedError : 0f;
  }
}
