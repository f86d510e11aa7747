package io.belay.learner.gradient;

import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.policy.Categorical;
import io.belay.policy.SoftmaxRows;
import java.util.Arrays;

/**
 * Derivatives of a softmax policy by its logits l.
 *
 * <pre>
 *   ∂ log π(a) / ∂lⱼ = 1{j = a} − π(j),     ∂H / ∂lⱼ = −π(j) (log π(j) + H),     M = diag(π) − π πᵀ
 * </pre>
 *
 * <p>The first is AJKS section 9.2 for the softmax parametrization; M is its covariance under π, of
 * rank one less than there are actions. With q = Σ π over the actions after k its Cholesky factor
 * is known without elimination: Tanabe and Sagae, <a
 * href="https://doi.org/10.1111/j.2517-6161.1992.tb01875.x">An Exact Cholesky Decomposition and the
 * Generalized Inverse of the Variance-Covariance Matrix of the Multinomial Distribution</a>, 1992.
 */
final class CategoricalHeadGradient implements HeadGradient {
  private final Kernels kernels = KernelProvider.kernels();
  private final int actionCount;
  private final SoftmaxRows softmax;
  private final SoftmaxRows other;
  private final float[] entropies;
  private int rows;

  CategoricalHeadGradient(Categorical distribution, int maxRows) {
    actionCount = distribution.actions();
    softmax = distribution.workspace(maxRows);
    other = distribution.workspace(maxRows);
    entropies = new float[maxRows];
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
      float[] rowEntropies,
      int entropiesAt) {
    this.rows = rows;
    softmax.load(kernels, rows, head, headAt, parameters);
    softmax.logProbabilities(actions, actionsAt, logProbabilities, logProbabilitiesAt);
    softmax.entropies(entropies, 0);
    System.arraycopy(entropies, 0, rowEntropies, entropiesAt, rows);
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
      int row = headDeltasAt + r * actionCount;
      for (int a = 0; a < actionCount; a++) {
        float probability = softmax.probability(r, a);
        float entropySlope = probability * (softmax.logProbability(r, a) + entropies[r]);
        headDeltas[row + a] = -(weight * probability + entropyWeight * entropySlope);
      }
      headDeltas[row + (int) actions[actionsAt + r]] += weight;
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
      int row = headTangentsAt + r * actionCount;
      scores[scoresAt + r] =
          headTangents[row + (int) actions[actionsAt + r]] - mean(r, headTangents, row);
    }
  }

  @Override
  public void multiply(
      HeadMetric metric,
      float[] headTangents,
      int headTangentsAt,
      float scale,
      float[] headDeltas,
      int headDeltasAt) {
    for (int r = 0; r < rows; r++) {
      int from = headTangentsAt + r * actionCount;
      int to = headDeltasAt + r * actionCount;
      float mean =
          switch (metric) {
            case FISHER -> mean(r, headTangents, from);
            case UNCENTRED -> 0f;
          };
      for (int a = 0; a < actionCount; a++) {
        headDeltas[to + a] = scale * softmax.probability(r, a) * (headTangents[from + a] - mean);
      }
    }
  }

  /** Σ π(a) ẏₐ of a row, in ascending a. */
  private float mean(int r, float[] headTangents, int at) {
    float sum = 0f;
    for (int a = 0; a < actionCount; a++) {
      sum = Math.fma(softmax.probability(r, a), headTangents[at + a], sum);
    }
    return sum;
  }

  @Override
  public int rank(HeadMetric metric) {
    return switch (metric) {
      case FISHER -> actionCount - 1;
      case UNCENTRED -> actionCount;
    };
  }

  @Override
  public void factor(HeadMetric metric, int k, float[] factors, int factorsAt) {
    Arrays.fill(factors, factorsAt, factorsAt + rows * actionCount, 0f);
    for (int r = 0; r < rows; r++) {
      int row = factorsAt + r * actionCount;
      switch (metric) {
        case FISHER -> cholesky(r, k, factors, row);
        case UNCENTRED -> factors[row + k] = (float) Math.sqrt(softmax.probability(r, k));
      }
    }
  }

  /** Column k of a row's M: 0 above k, √d at k and −√d π(a) ÷ q below, d = π(k) q ÷ (π(k) + q). */
  private void cholesky(int r, int k, float[] factors, int row) {
    float later = 0f;
    for (int a = actionCount - 1; a > k; a--) {
      later += softmax.probability(r, a);
    }
    float probability = softmax.probability(r, k);
    if (later > 0f) {
      float pivot = (float) Math.sqrt(probability * later / (probability + later));
      factors[row + k] = pivot;
      for (int a = k + 1; a < actionCount; a++) {
        factors[row + a] = -pivot * (softmax.probability(r, a) / later);
      }
    }
  }

  @Override
  public void fisherOfFreeParameters(float[] direction, float[] product) {}

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
    for (int r = 0; r < rows; r++) {
      float sum = 0f;
      for (int a = 0; a < actionCount; a++) {
        float logRatio = softmax.logProbability(r, a) - other.logProbability(r, a);
        sum = Math.fma(softmax.probability(r, a), logRatio, sum);
      }
      divergences[divergencesAt + r] = sum;
    }
  }
}
