package io.belay.learner.gradient;

import io.belay.error.BelayException;
import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.policy.Gaussian;
import io.belay.policy.GaussianRows;
import java.util.Arrays;

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
  private final int headSize;
  final int dimensions;
  int rows;

  GaussianHeadGradient(Gaussian distribution, int maxRows) {
    headSize = distribution.headSize();
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

  @Override
  public final void multiply(
      HeadMetric metric,
      float[] headTangents,
      int headTangentsAt,
      float scale,
      float[] headDeltas,
      int headDeltasAt) {
    requireFisher(metric);
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < headSize; k++) {
        float root = rootOfMetric(r, k);
        int i = r * headSize + k;
        headDeltas[headDeltasAt + i] = scale * root * root * headTangents[headTangentsAt + i];
      }
    }
  }

  @Override
  public final int rank(HeadMetric metric) {
    requireFisher(metric);
    return headSize;
  }

  private void requireFisher(HeadMetric metric) {
    if (metric == HeadMetric.UNCENTRED) {
      throw BelayException.invalid(
          "the uncentred metric is over finitely many actions; use a discrete action space or another algorithm.name: dimensions="
              + dimensions);
    }
  }

  /** M is diagonal: factor k has one entry, at k. */
  @Override
  public final void factor(HeadMetric metric, int k, float[] factors, int factorsAt) {
    requireFisher(metric);
    Arrays.fill(factors, factorsAt, factorsAt + rows * headSize, 0f);
    for (int r = 0; r < rows; r++) {
      factors[factorsAt + r * headSize + k] = rootOfMetric(r, k);
    }
  }

  /** √M of a row at head output k. */
  abstract float rootOfMetric(int row, int k);
}
