package io.belay.learner.differences;

/** What algorithms minimise or maximise in one row, written as their papers have it. */
public final class DoubleLosses {

  private DoubleLosses() {}

  /** min(r Â, clip(r, 1 − ε, 1 + ε) Â): PPO paper, eq. 7. */
  public static double clippedObjective(double ratio, double advantage, double clipRange) {
    double clipped = Math.max(1 - clipRange, Math.min(1 + clipRange, ratio));
    return Math.min(ratio * advantage, clipped * advantage);
  }

  /** ½ (V − R)². */
  public static double valueLoss(double value, double target) {
    return (value - target) * (value - target) / 2;
  }

  /** ½ max((V − R)², (V_b + clip(V − V_b, −ε, ε) − R)²). */
  public static double clippedValueLoss(
      double value, double valueBefore, double target, double clipRange) {
    double moved = Math.max(-clipRange, Math.min(clipRange, value - valueBefore));
    return Math.max(valueLoss(value, target), valueLoss(valueBefore + moved, target));
  }
}
