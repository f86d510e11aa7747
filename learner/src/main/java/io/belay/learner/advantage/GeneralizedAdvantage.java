package io.belay.learner.advantage;

/**
 * Generalized advantage estimation.
 *
 * <pre>
 *   δₜ = rₜ₊₁ + γ (1 − terminatedₜ₊₁) V(sₜ₊₁) − V(sₜ)
 *   Âₜ = δₜ + γ λ (1 − endedₜ₊₁) Âₜ₊₁,     ended = terminated ∨ truncated,     Â beyond the last step = 0
 * </pre>
 *
 * <p>A truncated step still bootstraps from the value of its final observation, which is why {@code
 * nextValues} is separate from {@code values}: after a restart {@code values[t + 1]} belongs to
 * another episode.
 *
 * <p>Schulman et al., <a href="https://arxiv.org/abs/1506.02438">High-Dimensional Continuous
 * Control Using Generalized Advantage Estimation</a>, eq. 16. The paper writes rₜ for the reward
 * that follows aₜ; here rₜ₊₁, stored at index t, as are the flags.
 */
public final class GeneralizedAdvantage {

  private GeneralizedAdvantage() {}

  /**
   * Estimates the advantages of a batch.
   *
   * @param rewards rₜ₊₁, {@code [T, B]}
   * @param values V(sₜ), {@code [T, B]}
   * @param nextValues V(sₜ₊₁) of the observation that followed step t before any restart, {@code
   *     [T, B]}; unused where terminated
   * @param discount γ in [0, 1]
   * @param gaeLambda λ in [0, 1]
   * @param advantages receives Âₜ, {@code [T, B]}
   */
  public static void estimate(
      float[] rewards,
      float[] values,
      float[] nextValues,
      EpisodeEnds ends,
      float discount,
      float gaeLambda,
      float[] advantages) {
    ends.requireCovers(rewards, values, nextValues, advantages);
    int lanes = ends.lanes();
    float decay = discount * gaeLambda;
    for (int t = ends.steps() - 1; t >= 0; t--) {
      boolean last = t == ends.steps() - 1;
      for (int b = 0; b < lanes; b++) {
        int i = t * lanes + b;
        float bootstrap = ends.terminated(i) ? 0f : nextValues[i];
        float tdError = rewards[i] + discount * bootstrap - values[i];
        float continued = last || ends.ended(i) ? 0f : advantages[i + lanes];
        advantages[i] = tdError + decay * continued;
      }
    }
  }
}
