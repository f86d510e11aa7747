package io.belay.learner.advantage;

/**
 * Monte-Carlo reward-to-go with a baseline.
 *
 * <pre>
 *   Gₜ = rₜ₊₁ + γ · (0 where terminated; V(sₜ₊₁) where truncated or the batch ends; Gₜ₊₁ otherwise)
 *   Âₜ = Gₜ − V(sₜ)
 * </pre>
 *
 * <p>AJKS Lemma 9.7 sums to the end of the episode; where the batch or a time limit cuts it off,
 * the critic stands in for the rest, which is the only bias.
 */
public final class RewardToGo {

  private RewardToGo() {}

  /**
   * Estimates the advantages of a batch.
   *
   * @param rewards rₜ₊₁, {@code [T, B]}
   * @param values the baseline V(sₜ), {@code [T, B]}
   * @param nextValues V(sₜ₊₁) of the observation that followed step t before any restart, {@code
   *     [T, B]}
   * @param discount γ in [0, 1]
   * @param advantages receives Âₜ, {@code [T, B]}
   */
  public static void estimate(
      float[] rewards,
      float[] values,
      float[] nextValues,
      EpisodeEnds ends,
      float discount,
      float[] advantages) {
    ends.requireCovers(rewards, values, nextValues, advantages);
    int lanes = ends.lanes();
    int lastStep = ends.steps() - 1;
    for (int b = 0; b < lanes; b++) {
      float following = 0f;
      for (int t = lastStep; t >= 0; t--) {
        int i = t * lanes + b;
        if (ends.terminated(i)) {
          following = 0f;
        } else if (t == lastStep || ends.ended(i)) {
          following = nextValues[i];
        }
        following = rewards[i] + discount * following;
        advantages[i] = following - values[i];
      }
    }
  }
}
