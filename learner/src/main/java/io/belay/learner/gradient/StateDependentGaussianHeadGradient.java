package io.belay.learner.gradient;

import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.policy.GaussianRows;
import io.belay.policy.StateDependentGaussian;

/**
 * Derivatives of a Gaussian policy by its head, the means μ and the log standard deviations x
 * before their bounds, z = (a − μ) ÷ σ.
 *
 * <pre>
 *   ∂ log π(a) / ∂μᵢ = zᵢ ÷ σᵢ,     ∂ log π(a) / ∂xᵢ = (zᵢ² − 1) bᵢ,     ∂H / ∂xᵢ = bᵢ
 * </pre>
 *
 * <p>with bᵢ = ∂ log σᵢ ÷ ∂xᵢ, 1 between the bounds and 0 at and beyond them.
 */
final class StateDependentGaussianHeadGradient implements HeadGradient {
  private final Kernels kernels = KernelProvider.kernels();
  private final int dimensions;
  private final GaussianRows gaussian;
  private int rows;

  StateDependentGaussianHeadGradient(StateDependentGaussian distribution, int maxRows) {
    dimensions = distribution.dimensions();
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
    gaussian.entropies(entropies, entropiesAt);
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
      float weight = weights[weightsAt + r];
      int meansAt = headDeltasAt + 2 * r * dimensions;
      int logDeviationsAt = meansAt + dimensions;
      for (int i = 0; i < dimensions; i++) {
        float z = gaussian.standardised(r, i, actions, actionsAt);
        headDeltas[meansAt + i] = weight * z * gaussian.inverseStandardDeviation(r, i);
        headDeltas[logDeviationsAt + i] =
            gaussian.moves(r, i) ? Math.fma(weight, z * z - 1f, entropyWeight) : 0f;
      }
    }
  }

  @Override
  public int freeParameters() {
    return 0;
  }

  @Override
  public int freeParametersAt() {
    return 0;
  }

  @Override
  public void differentiateFreeParameters(
      float[] actions,
      int actionsAt,
      float[] weights,
      int weightsAt,
      float entropyWeight,
      float[] rowGradients,
      int at) {}
}
