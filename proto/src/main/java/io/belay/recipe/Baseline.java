package io.belay.recipe;

/** What REINFORCE subtracts from the reward to go. */
public enum Baseline {
  /** Nothing. */
  NONE,
  /** One number, a mean of rewards to go. */
  BATCH_MEAN,
  /** The value of the state by the critic. */
  CRITIC
}
