package io.belay.worker.environment;

/**
 * What a step brought besides the observation: a reward and whether the episode ended. Owned by the
 * caller and filled by the environment, so that a step allocates nothing.
 */
public final class Outcome {
  private double reward = Double.NaN;
  private boolean terminated;
  private boolean truncated;

  /** Records a step of an environment that never truncates by itself. */
  public void set(double reward, boolean terminated) {
    set(reward, terminated, false);
  }

  /**
   * Records a step.
   *
   * @param reward rₜ₊₁, finite also as float32
   * @param terminated whether the MDP ended: the value of what follows is 0
   * @param truncated whether the episode was cut off from outside the MDP: what follows still has a
   *     value. Not for time limits, which the caller applies
   */
  public void set(double reward, boolean terminated, boolean truncated) {
    this.reward = reward;
    this.terminated = terminated;
    this.truncated = truncated;
  }

  /**
   * Forgets the last step; the reward is NaN until the next is recorded. Called by the caller
   * before each step.
   */
  public void clear() {
    set(Double.NaN, false, false);
  }

  public double reward() {
    return reward;
  }

  public boolean terminated() {
    return terminated;
  }

  public boolean truncated() {
    return truncated;
  }
}
