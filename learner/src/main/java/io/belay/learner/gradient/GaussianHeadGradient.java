package io.belay.learner.gradient;

import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.policy.Gaussian;
import io.belay.policy.GaussianRows;

/**
 * What Gaussian policies have in common, wherever their log σ comes from.
 *
 * <pre>
 *   KL(π ‖ π′) = Σ (½ (q² − 1) − log q + ½ ((μᵢ − μ′ᵢ) ÷ σ′ᵢ)²),     q = σᵢ ÷ σ′ᵢ
 * </pre>
 */
abstract sealed class GaussianHeadGradient implements HeadGradient
    permits DiagonalGaussianHeadGradient, StateDependentGaussianHeadGradient {
  private final Kernels kernels = KernelProvider.kernels();
  private final GaussianRows other;
  final GaussianRows gaussian;
  final int dimensions;
  int rows;

  GaussianHeadGradient(Gaussian distribution, int maxRows) {
    dimensions = distribution.dimensions();
    gaussian = distribution.workspace(maxRows);
    other = distribution.workspace(maxRows);
  }

  @Override
  public final void load(
      int rows,
      float[] head,
      int headAt,
      float[] parameters,
      float[] actions,
      int actionsAt,
      float[] logProbabilities,
      int logProbabilitiesAt,
      float[] entropies,
      int entropiesAt) {
    this.rows = rows;
    gaussian.load(kernels, rows, head, headAt, parameters);
    gaussian.logProbabilities(actions, actionsAt, logProbabilities, logProbabilitiesAt);
    gaussian.entropies(entropies, entropiesAt);
  }

  @Override
  public final void compare(
      float[] head,
      int headAt,
      float[] parameters,
      float[] actions,
      int actionsAt,
      float[] logProbabilities,
      int logProbabilitiesAt,
      float[] divergences,
      int divergencesAt) {
    other.load(kernels, rows, head, headAt, parameters);
    other.logProbabilities(actions, actionsAt, logProbabilities, logProbabilitiesAt);
    gaussian.divergences(other, divergences, divergencesAt);
  }
}
