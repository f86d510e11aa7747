package io.belay.learner.algorithm;

import java.util.SequencedMap;

/**
 * One algorithm's way to improve a policy by one batch, in two halves.
 *
 * <p>Workers sample with the new actor as soon as {@link #improve} is done; {@link #fitCritic} then
 * overlaps with their sampling at no lag, since they never see the critic. Both halves are called
 * once for every batch, in this order, by the same thread.
 */
public interface Update {

  /**
   * Improves the actor by the batch, and the critic with it where the algorithm minimises one loss
   * over both.
   *
   * @param actor the policy's parameters, updated
   * @param critic the critic's parameters, updated by such an algorithm alone
   * @param advantages Âₜ, {@code [T, L]}, read only
   * @param returns targets of the critic, {@code [T, L]}, read only
   * @param iteration number of the iteration, from 0
   * @return the figures of this half by name, in a fixed order
   * @throws io.belay.error.BelayException FATAL where a loss, a gradient or a parameter is not
   *     finite; it names which
   */
  SequencedMap<String, Double> improve(
      float[] actor,
      float[] critic,
      Batch batch,
      BatchValues values,
      float[] advantages,
      float[] returns,
      int iteration);

  /**
   * Fits the critic to the same batch after the new actor has been published; nothing is left to do
   * where {@link #improve} moved it already.
   *
   * @param critic the critic's parameters, updated
   * @param returns its targets, {@code [T, L]}, read only
   * @param iteration number of the iteration, from 0
   * @return the figures of this half by name, in a fixed order; none where nothing was done
   * @throws io.belay.error.BelayException FATAL where a gradient or a parameter is not finite; it
   *     names which
   */
  SequencedMap<String, Double> fitCritic(
      float[] critic, Batch batch, BatchValues values, float[] returns, int iteration);

  /** The optimizers' state, to be saved. */
  OptimizerState optimizerState();

  /** Goes on from a saved state. */
  void restore(OptimizerState state);
}
