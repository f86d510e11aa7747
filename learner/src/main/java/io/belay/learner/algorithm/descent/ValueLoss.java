package io.belay.learner.algorithm.descent;

/**
 * What a critic's error costs, by row.
 *
 * <p>One instance may be asked for disjoint chunks by several threads at once.
 */
public interface ValueLoss {

  /** ½ (V − R)², whose slope is V − R. */
  ValueLoss SQUARED_ERROR =
      (from, rows, values, valuesBefore, targets, slopes) -> {
        for (int r = from; r < from + rows; r++) {
          slopes[r] = values[r] - targets[r];
        }
      };

  /**
   * Differentiates the rows [from, from + rows) of a minibatch.
   *
   * @param values V(s)
   * @param valuesBefore V(s) before the update
   * @param targets R
   * @param slopes receives ∂loss/∂V
   */
  void differentiate(
      int from, int rows, float[] values, float[] valuesBefore, float[] targets, float[] slopes);
}
