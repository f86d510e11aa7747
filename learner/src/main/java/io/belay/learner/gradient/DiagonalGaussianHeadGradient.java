package io.belay.learner.gradient;

import io.belay.policy.DiagonalGaussian;

/**
 * Derivatives of a Gaussian policy by its means μ, its head, and by its log standard deviations,
 * its free parameters, z = (a − μ) ÷ σ.
 *
 * <pre>
 *   ∂ log π(a) / ∂μᵢ = zᵢ ÷ σᵢ,     ∂ log π(a) / ∂ log σᵢ = zᵢ² − 1,     ∂H / ∂ log σᵢ = 1
 *   M = diag(1 ÷ σᵢ²) for μ, 2 for each log σᵢ
 * </pre>
 */
final class DiagonalGaussianHeadGradient extends GaussianHeadGradient {
  private final int freeParametersAt;

  DiagonalGaussianHeadGradient(DiagonalGaussian distribution, int maxRows) {
    super(distribution, maxRows);
    freeParametersAt = distribution.logStandardDeviationAt();
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
            weights[weightsAt + r] * z * gaussian.inverseStandardDeviation(r, i);
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
      float sum = 0f;
      for (int i = 0; i < dimensions; i++) {
        float z = gaussian.standardised(r, i, actions, actionsAt);
        float meanRate =
            headTangents[headTangentsAt + r * dimensions + i]
                * gaussian.inverseStandardDeviation(r, i);
        sum = Math.fma(z, meanRate, sum);
        sum = Math.fma(z * z - 1f, direction[freeParametersAt + i], sum);
      }
      scores[scoresAt + r] = sum;
    }
  }

  @Override
  float rootOfMetric(int row, int k) {
    return gaussian.inverseStandardDeviation(row, k);
  }

  @Override
  public void fisherOfFreeParameters(float[] direction, float[] product) {
    for (int i = freeParametersAt; i < freeParametersAt + dimensions; i++) {
      product[i] = 2f * direction[i];
    }
  }
}
