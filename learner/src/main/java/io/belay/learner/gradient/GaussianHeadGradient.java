package io.belay.learner.gradient;

import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.policy.DiagonalGaussian;
import io.belay.policy.GaussianRows;
import java.util.Arrays;

/**
 * Derivatives of a diagonal Gaussian policy by its means μ and its log standard deviations, z = (a
 * − μ) ÷ σ.
 *
 * <pre>
 *   ∂ log π(a) / ∂μᵢ = zᵢ ÷ σᵢ,     ∂ log π(a) / ∂ log σᵢ = zᵢ² − 1,     ∂H / ∂ log σᵢ = 1
 * </pre>
 */
final class GaussianHeadGradient implements HeadGradient {
  private final Kernels kernels = KernelProvider.kernels();
  private final int dimensions;
  private final int freeParametersAt;
  private final GaussianRows gaussian;
  private int rows;

  GaussianHeadGradient(DiagonalGaussian distribution, int maxRows) {
    dimensions = distribution.dimensions();
    freeParametersAt = distribution.logStandardDeviationAt();
    gaussian = distribution.workspace(maxRows);
  }

  @Override
  public void load(
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
    Arrays.fill(entropies, entropiesAt, entropiesAt + rows, gaussian.entropy());
  }

  @Override
  public void differentiate(
      float[] actions,
      int actionsAt,
      float[] weights,
      int weightsAt,
      float entropyWeight,
      float[] headDeltas,
      int headDeltasAt) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < dimensions; i++) {
        float z = gaussian.standardised(r, i, actions, actionsAt);
        headDeltas[headDeltasAt + r * dimensions + i] =
            weights[weightsAt + r] * z * gaussian.inverseStandardDeviation(i);
      }
    }
  }

  @Override
  public int freeParameters() {
    return dimensions;
  }

  @Override
  public int freeParametersAt() {
    return freeParametersAt;
  }

  @Override
  public void differentiateFreeParameters(
      float[] actions,
      int actionsAt,
      float[] weights,
      int weightsAt,
      float entropyWeight,
      float[] rowGradients,
      int at) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < dimensions; i++) {
        float z = gaussian.standardised(r, i, actions, actionsAt);
        rowGradients[at + r * dimensions + i] =
            Math.fma(weights[weightsAt + r], z * z - 1f, entropyWeight);
      }
    }
  }
}
