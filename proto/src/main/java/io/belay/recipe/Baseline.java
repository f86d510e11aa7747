package io.belay.recipe;

/** What REINFORCE subtracts from the reward to go. */
public enum Baseline {
  /** Nothing. */
  NONE,
  /**
   * For each lane one number, the mean reward to go of the other lanes: it has not seen the
   * trajectory that it is subtracted from.
   */
  BATCH_MEAN,
  /** The value of the state by the critic, which was fitted to the batches before. */
  CRITIC
}
