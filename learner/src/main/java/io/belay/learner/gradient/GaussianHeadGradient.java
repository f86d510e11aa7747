package io.belay.learner.gradient;

import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.policy.DiagonalGaussian;
import io.belay.policy.GaussianRows;

/**
 * Derivatives of a diagonal Gaussian policy by its means μ and its log standard deviations, z = (a
 * − μ) ÷ σ.
 *
 * <pre>
 *   ∂ log π(a) / ∂μᵢ = zᵢ ÷ σᵢ,     ∂ log π(a) / ∂ log σᵢ = zᵢ² − 1,     ∂H / ∂ log σᵢ = 1
 *   M = diag(1 ÷ σᵢ²) for μ, 2 for each log σᵢ
 *   KL(π ‖ π′) = Σ (½ (q² − 1) − log q + ½ ((μᵢ − μ′ᵢ) ÷ σ′ᵢ)²),     q = σᵢ ÷ σ′ᵢ
 * </pre>
 */
final class GaussianHeadGradient implements HeadGradient {
  private final Kernels kernels = KernelProvider.kernels();
  private final int dimensions;
  private final int freeParametersAt;
  private final GaussianRows gaussian;
  private final GaussianRows other;
  private final float[] means;
  private final float[] logStandardDeviations;
  private int rows;

  GaussianHeadGradient(DiagonalGaussian distribution, int maxRows) {
    dimensions = distribution.dimensions();
    freeParametersAt = distribution.logStandardDeviationAt();
    gaussian = distribution.workspace(maxRows);
    other = distribution.workspace(maxRows);
    means = new float[maxRows * dimensions];
    logStandardDeviations = new float[dimensions];
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
    System.arraycopy(head, headAt, means, 0, rows * dimensions);
    System.arraycopy(parameters, freeParametersAt, logStandardDeviations, 0, dimensions);
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
                * gaussian.inverseStandardDeviation(i);
        sum = Math.fma(z, meanRate, sum);
        sum = Math.fma(z * z - 1f, direction[freeParametersAt + i], sum);
      }
      scores[scoresAt + r] = sum;
    }
  }

  @Override
  public void fisher(
      float[] headTangents, int headTangentsAt, float scale, float[] headDeltas, int headDeltasAt) {
    for (int i = 0; i < dimensions; i++) {
      float inverse = gaussian.inverseStandardDeviation(i);
      float precision = scale * inverse * inverse;
      for (int r = 0; r < rows; r++) {
        int k = r * dimensions + i;
        headDeltas[headDeltasAt + k] = precision * headTangents[headTangentsAt + k];
      }
    }
  }

  @Override
  public void fisherOfFreeParameters(float[] direction, float[] product) {
    for (int i = freeParametersAt; i < freeParametersAt + dimensions; i++) {
      product[i] = 2f * direction[i];
    }
  }

  @Override
  public void compare(
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
    double ofDeviations = 0;
    for (int i = 0; i < dimensions; i++) {
      double logRatio = (double) logStandardDeviations[i] - parameters[freeParametersAt + i];
      // expm1 keeps the digits of a small step, of which q² − 1 would leave none.
      ofDeviations += 0.5 * StrictMath.expm1(2 * logRatio) - logRatio;
    }
    for (int r = 0; r < rows; r++) {
      float sum = (float) ofDeviations;
      for (int i = 0; i < dimensions; i++) {
        float z = other.standardised(r, i, means, 0);
        sum = Math.fma(0.5f * z, z, sum);
      }
      divergences[divergencesAt + r] = sum;
    }
  }
}
