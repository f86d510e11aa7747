package io.belay.policy;

import io.belay.kernel.Elementary;
import io.belay.kernel.Kernels;

/**
 * Diagonal normals of several rows.
 *
 * <pre>
 *   zᵢ = (aᵢ − μᵢ) · exp(−log σᵢ),   log π(a) = Σ (−½ zᵢ² − log σᵢ − ½ log 2π) in ascending i
 * </pre>
 */
public final class GaussianRows implements ActionDistribution.Workspace {
  private static final float HALF_LOG_TWO_PI = (float) (0.5 * StrictMath.log(2 * Math.PI));

  private final int dimensions;
  private final int logStandardDeviationAt;
  private final float[] means;
  private final float[] standardDeviations;
  private final float[] inverseStandardDeviations;
  private final float[] logNormalisers;
  private int rows;

  GaussianRows(int dimensions, int logStandardDeviationAt, int maxRows) {
    this.dimensions = dimensions;
    this.logStandardDeviationAt = logStandardDeviationAt;
    means = new float[dimensions * maxRows];
    standardDeviations = new float[dimensions];
    inverseStandardDeviations = new float[dimensions];
    logNormalisers = new float[dimensions];
  }

  @Override
  public void load(Kernels kernels, int rows, float[] head, int headAt, float[] parameters) {
    this.rows = rows;
    System.arraycopy(head, headAt, means, 0, rows * dimensions);
    for (int i = 0; i < dimensions; i++) {
      float logStandardDeviation = parameters[logStandardDeviationAt + i];
      standardDeviations[i] = Elementary.exp(logStandardDeviation);
      inverseStandardDeviations[i] = Elementary.exp(-logStandardDeviation);
      logNormalisers[i] = logStandardDeviation + HALF_LOG_TWO_PI;
    }
  }

  @Override
  public void sample(float[] noise, float[] actions, int actionsAt) {
    for (int k = 0; k < rows * dimensions; k++) {
      actions[actionsAt + k] = Math.fma(standardDeviations[k % dimensions], noise[k], means[k]);
    }
  }

  @Override
  public void mode(float[] actions, int actionsAt) {
    System.arraycopy(means, 0, actions, actionsAt, rows * dimensions);
  }

  @Override
  public void logProbabilities(
      float[] actions, int actionsAt, float[] logProbabilities, int logProbabilitiesAt) {
    for (int r = 0; r < rows; r++) {
      float sum = 0f;
      for (int i = 0; i < dimensions; i++) {
        float z = standardised(r, i, actions, actionsAt);
        sum = Math.fma(-0.5f * z, z, sum) - logNormalisers[i];
      }
      logProbabilities[logProbabilitiesAt + r] = sum;
    }
  }

  /** zᵢ of a row's action. */
  public float standardised(int row, int dimension, float[] actions, int actionsAt) {
    int k = row * dimensions + dimension;
    return (actions[actionsAt + k] - means[k]) * inverseStandardDeviations[dimension];
  }

  /** 1 ÷ σ of a dimension. */
  public float inverseStandardDeviation(int dimension) {
    return inverseStandardDeviations[dimension];
  }

  /** Entropy in nats, the same in every row: Σ (log σᵢ + ½ log 2πe). */
  public float entropy() {
    float sum = 0f;
    for (int i = 0; i < dimensions; i++) {
      sum += logNormalisers[i] + 0.5f;
    }
    return sum;
  }
}
