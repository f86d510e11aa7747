package io.belay.policy;

import io.belay.kernel.Elementary;
import io.belay.kernel.Kernels;
import java.util.Arrays;

/**
 * Diagonal normals of several rows, with one σ for all rows or one for each.
 *
 * <pre>
 *   zᵢ = (aᵢ − μᵢ) · exp(−log σᵢ),   log π(a) = Σ (−½ zᵢ² − log σᵢ − ½ log 2π) in ascending i
 * </pre>
 */
public final class GaussianRows implements ActionDistribution.Workspace {
  private static final float HALF_LOG_TWO_PI = (float) (0.5 * StrictMath.log(2 * Math.PI));

  private final int dimensions;

  /** Offset of a log σ that all rows share, in the parameters. */
  private final int sharedAt;

  /** Floats from one row's σ to the next one's: 0 where all rows share one. */
  private final int stride;

  private final float[] means;
  private final float[] logStandardDeviations;
  private final float[] standardDeviations;
  private final float[] inverseStandardDeviations;
  private final float[] logNormalisers;
  private int rows;

  private GaussianRows(int dimensions, int sharedAt, int stride, int maxRows) {
    this.dimensions = dimensions;
    this.sharedAt = sharedAt;
    this.stride = stride;
    means = new float[dimensions * maxRows];
    int scales = stride == 0 ? dimensions : dimensions * maxRows;
    logStandardDeviations = new float[scales];
    standardDeviations = new float[scales];
    inverseStandardDeviations = new float[scales];
    logNormalisers = new float[scales];
  }

  static GaussianRows shared(DiagonalGaussian gaussian, int maxRows) {
    return new GaussianRows(gaussian.dimensions(), gaussian.logStandardDeviationAt(), 0, maxRows);
  }

  static GaussianRows perRow(StateDependentGaussian gaussian, int maxRows) {
    return new GaussianRows(gaussian.dimensions(), 0, gaussian.dimensions(), maxRows);
  }

  @Override
  public void load(Kernels kernels, int rows, float[] head, int headAt, float[] parameters) {
    this.rows = rows;
    if (stride == 0) {
      System.arraycopy(head, headAt, means, 0, rows * dimensions);
      // Elementary is the kernel's own function, without a call for so few elements.
      for (int i = 0; i < dimensions; i++) {
        float logStandardDeviation = parameters[sharedAt + i];
        logStandardDeviations[i] = logStandardDeviation;
        standardDeviations[i] = Elementary.exp(logStandardDeviation);
        inverseStandardDeviations[i] = Elementary.exp(-logStandardDeviation);
        logNormalisers[i] = logStandardDeviation + HALF_LOG_TWO_PI;
      }
    } else {
      split(head, headAt);
      int count = rows * dimensions;
      kernels.exp(logStandardDeviations, 0, count, standardDeviations, 0);
      kernels.exp(inverseStandardDeviations, 0, count, inverseStandardDeviations, 0);
    }
  }

  /** Takes heads apart; 1 ÷ σ is left as −log σ. */
  private void split(float[] head, int headAt) {
    for (int r = 0; r < rows; r++) {
      int from = headAt + 2 * r * dimensions;
      for (int i = 0; i < dimensions; i++) {
        int k = r * dimensions + i;
        float logStandardDeviation =
            Math.clamp(
                head[from + dimensions + i],
                StateDependentGaussian.LOWEST,
                StateDependentGaussian.HIGHEST);
        means[k] = head[from + i];
        logStandardDeviations[k] = logStandardDeviation;
        inverseStandardDeviations[k] = -logStandardDeviation;
        logNormalisers[k] = logStandardDeviation + HALF_LOG_TWO_PI;
      }
    }
  }

  @Override
  public void sample(float[] noise, float[] actions, int actionsAt) {
    int scales = stride == 0 ? dimensions : rows * dimensions;
    for (int k = 0; k < rows * dimensions; k++) {
      actions[actionsAt + k] = Math.fma(standardDeviations[k % scales], noise[k], means[k]);
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
        sum = Math.fma(-0.5f * z, z, sum) - logNormalisers[r * stride + i];
      }
      logProbabilities[logProbabilitiesAt + r] = sum;
    }
  }

  /** H = Σ (log σᵢ + ½ log 2πe) of each row, in ascending i. */
  @Override
  public void entropies(float[] entropies, int at) {
    if (stride == 0) {
      Arrays.fill(entropies, at, at + rows, entropy(0));
    } else {
      for (int r = 0; r < rows; r++) {
        entropies[at + r] = entropy(r);
      }
    }
  }

  private float entropy(int row) {
    float sum = 0f;
    for (int i = 0; i < dimensions; i++) {
      sum += logNormalisers[row * stride + i] + 0.5f;
    }
    return sum;
  }

  /**
   * KL(this ‖ other) of each row in nats, exact: of log σ first, then of μ in ascending i.
   *
   * @param other the same rows of another policy
   * @param divergences receives {@code [rows]} from {@code at}
   */
  public void divergences(GaussianRows other, float[] divergences, int at) {
    float ofDeviations = 0f;
    for (int r = 0; r < rows; r++) {
      if (r == 0 || stride > 0) {
        ofDeviations = deviationDivergence(other, r);
      }
      float sum = ofDeviations;
      for (int i = 0; i < dimensions; i++) {
        float z = other.standardised(r, i, means, 0);
        sum = Math.fma(0.5f * z, z, sum);
      }
      divergences[at + r] = sum;
    }
  }

  /** Σ (½ (q² − 1) − log q), q = σᵢ ÷ σ′ᵢ: the divergence where the means agree. */
  private float deviationDivergence(GaussianRows other, int row) {
    double sum = 0;
    for (int i = 0; i < dimensions; i++) {
      double logRatio = (double) logStandardDeviation(row, i) - other.logStandardDeviation(row, i);
      // expm1 keeps the digits of a small step, of which q² − 1 would leave none.
      sum += 0.5 * StrictMath.expm1(2 * logRatio) - logRatio;
    }
    return (float) sum;
  }

  /** zᵢ of a row's action. */
  public float standardised(int row, int dimension, float[] actions, int actionsAt) {
    int k = row * dimensions + dimension;
    return (actions[actionsAt + k] - means[k])
        * inverseStandardDeviations[row * stride + dimension];
  }

  private float logStandardDeviation(int row, int dimension) {
    return logStandardDeviations[row * stride + dimension];
  }

  /** Whether a row's own log σ lies between its bounds, so that it moves with the head. */
  public boolean moves(int row, int dimension) {
    float logStandardDeviation = logStandardDeviation(row, dimension);
    return logStandardDeviation > StateDependentGaussian.LOWEST
        && logStandardDeviation < StateDependentGaussian.HIGHEST;
  }

  /** 1 ÷ σ of a row and dimension. */
  public float inverseStandardDeviation(int row, int dimension) {
    return inverseStandardDeviations[row * stride + dimension];
  }
}
