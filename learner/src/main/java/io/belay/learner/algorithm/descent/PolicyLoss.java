package io.belay.learner.algorithm.descent;

/**
 * An algorithm's objective for the actor as a sum over rows, apart from the entropy: its value and
 * its slope by log π, chunk by chunk.
 *
 * <p>One instance may be asked for disjoint chunks by several threads at once.
 */
public interface PolicyLoss {

  /**
   * Weighs the rows [from, from + rows) of a minibatch.
   *
   * @param logProbabilities log π(a|s)
   * @param ratios π(a|s) ÷ π_behaviour(a|s)
   * @param advantages Â as the minibatch standardises it
   * @param weights receives the slope of the objective by log π
   * @param objectives receives the objective, which rises as the loss falls
   */
  void weigh(
      int from,
      int rows,
      float[] logProbabilities,
      float[] ratios,
      float[] advantages,
      float[] weights,
      float[] objectives);
}
