package io.belay.learner.gradient;

import io.belay.policy.StateDependentGaussian;

/**
 * Derivatives of a Gaussian policy by its head, the means μ and the log standard deviations x
 * before their bounds, z = (a − μ) ÷ σ.
 *
 * <pre>
 *   ∂ log π(a) / ∂μᵢ = zᵢ ÷ σᵢ,     ∂ log π(a) / ∂xᵢ = (zᵢ² − 1) bᵢ,     ∂H / ∂xᵢ = bᵢ
 *   M = diag(1 ÷ σᵢ², 2 bᵢ)
 * </pre>
 *
 * <p>with bᵢ = ∂ log σᵢ ÷ ∂xᵢ, 1 between the bounds and 0 at and beyond them.
 */
final class StateDependentGaussianHeadGradient extends GaussianHeadGradient {
  private static final float ROOT_OF_TWO = (float) Math.sqrt(2);

  StateDependentGaussianHeadGradient(StateDependentGaussian distribution, int maxRows) {
    super(distribution, maxRows);
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

  @Override
  public void scores(
      float[] actions,
      int actionsAt,
      float[] headTangents,
      int headTangentsAt,
      float[] direction,
      float[] scores,
      int scoresAt) {
    for (int r = 0; r < rows; r++) {
      int meansAt = headTangentsAt + 2 * r * dimensions;
      int logDeviationsAt = meansAt + dimensions;
      float sum = 0f;
      for (int i = 0; i < dimensions; i++) {
        float z = gaussian.standardised(r, i, actions, actionsAt);
        float meanRate = headTangents[meansAt + i] * gaussian.inverseStandardDeviation(r, i);
        sum = Math.fma(z, meanRate, sum);
        float logDeviationRate = gaussian.moves(r, i) ? headTangents[logDeviationsAt + i] : 0f;
        sum = Math.fma(z * z - 1f, logDeviationRate, sum);
      }
      scores[scoresAt + r] = sum;
    }
  }

  @Override
  float rootOfMetric(int row, int k) {
    if (k < dimensions) {
      return gaussian.inverseStandardDeviation(row, k);
    }
    return gaussian.moves(row, k - dimensions) ? ROOT_OF_TWO : 0f;
  }

  @Override
  public void fisherOfFreeParameters(float[] direction, float[] product) {}
}
