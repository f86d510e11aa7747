package io.belay.learner.algorithm;

import java.util.SequencedMap;

/** One algorithm's way to improve a policy by one batch. */
public interface Update {

  /**
   * Improves actor and critic by the batch.
   *
   * @param actor the policy's parameters, updated
   * @param critic the critic's parameters, updated
   * @param advantages Âₜ, {@code [T, L]}, read only
   * @param returns targets of the critic, {@code [T, L]}
   * @param iteration number of the iteration, from 0
   * @return the update's figures by name, in a fixed order
   * @throws io.belay.error.BelayException FATAL where a loss, a gradient or a parameter is not
   *     finite; it names which
   */
  SequencedMap<String, Double> apply(
      float[] actor,
      float[] critic,
      Batch batch,
      BatchValues values,
      float[] advantages,
      float[] returns,
      int iteration);

  /** The optimizers' state, to be saved. */
  OptimizerState optimizerState();

  /** Goes on from a saved state. */
  void restore(OptimizerState state);
}
