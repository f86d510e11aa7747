package io.belay.policy;

/**
 * Independent normals with means and log standard deviations both from the network.
 *
 * <pre>
 *   head = (μ₀, …, μ_d₋₁, x₀, …, x_d₋₁),   log σᵢ = clip(xᵢ, −20, 2)
 * </pre>
 *
 * <p>The bounds are those of the usual implementations of Soft Actor-Critic (Haarnoja et al., <a
 * href="https://arxiv.org/abs/1801.01290">Soft Actor-Critic</a>, 2018; {@code LOG_STD_MIN}, {@code
 * LOG_STD_MAX} of Spinning Up and Stable-Baselines3). There a squashing follows, here none does:
 * the bounds only keep one state far from the others from giving an infinite σ or 1 ÷ σ. Between
 * them log σ is the network's output itself, so that the entropy is linear in it and a policy
 * starts at its initial log σ exactly, neither of which a smooth bound would keep. At and beyond a
 * bound the slope ∂ log σᵢ ÷ ∂xᵢ is 0.
 *
 * @param dimensions number of action dimensions, d
 */
public record StateDependentGaussian(int dimensions) implements Gaussian {
  /** Lower bound of log σ: σ of 2·10⁻⁹. */
  public static final float LOWEST = -20f;

  /** Upper bound of log σ: σ of 7.4. */
  public static final float HIGHEST = 2f;

  /** The means, then the log standard deviations before their bounds. */
  @Override
  public int headSize() {
    return 2 * dimensions;
  }

  @Override
  public GaussianRows workspace(int maxRows) {
    return GaussianRows.perRow(this, maxRows);
  }
}
