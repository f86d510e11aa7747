package io.belay.learner.gradient;

import io.belay.error.BelayException;
import io.belay.kernel.Activation;
import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.policy.Layer;
import java.util.Arrays;
import java.util.List;

/**
 * Products of a vector with the damped Fisher matrix of a policy over rows of a batch, never the
 * matrix itself.
 *
 * <pre>
 *   F = meanᵣ Jᵣᵀ M(sᵣ) Jᵣ = meanᵣ Σₖ gᵣₖ gᵣₖᵀ,   gᵣₖ = Jᵣᵀ bₖ(sᵣ),   M = Σₖ bₖ bₖᵀ
 *   F v + λ v = meanᵣ Σₖ gᵣₖ (gᵣₖ · v) + λ v
 * </pre>
 *
 * <p>J is the Jacobian of the network's outputs and M the head's metric, exact over actions. What
 * would be a forward pass along v, M, and a backward pass for every product is split: the backward
 * passes of the bₖ are made once, at {@link #linearise}, and give d, the bₖ at the pre-activations
 * of each layer. A layer's part of g is the outer product of what the layer read, x, with d, hence
 *
 * <pre>
 *   gᵣₖ · v = Σ over layers dᵣₖ · (xᵣ Vᵂ + vᵇ),   part of F v = meanᵣ xᵣᵀ (Σₖ (gᵣₖ · v) dᵣₖ)
 * </pre>
 *
 * <p>which is half the large matrix products. The price is memory, rows × rank × the widths of all
 * layers, and work that grows with the rank: one less than there are actions, or the dimensions of
 * the action. At 64 units the two forms cost the same at a rank of about 20.
 *
 * <p>Martens, <a href="https://arxiv.org/abs/1412.1193">New Insights and Perspectives on the
 * Natural Gradient Method</a>, section 8, for F as the Gauss-Newton matrix of the head.
 */
public final class FisherVectorProduct implements SymmetricOperator {
  private final Kernels kernels = KernelProvider.kernels();
  private final PolicyLinearisation policy;
  private final NetworkGradient network;
  private final List<Layer> layers;
  private final HeadMetric metric;
  private final float damping;

  /** d of every row, {@code [rank][layers][maxRows, layer.outputs]}. */
  private final float[][][] factors;

  /** g · v ÷ rows of every row, {@code [rank][maxRows]}. */
  private final float[][] coefficients;

  /**
   * Products at wherever a policy is linearised.
   *
   * @param policy its rows are those that F is the mean over
   * @param maxRows most rows
   * @param damping λ, not below 0
   * @throws BelayException INVALID_REQUEST where the policy's distribution has no such metric
   */
  public FisherVectorProduct(
      PolicyLinearisation policy, HeadMetric metric, int maxRows, double damping) {
    this.policy = policy;
    this.metric = metric;
    this.damping = (float) damping;
    network = policy.network();
    layers = network.network().layers();
    int rank = policy.head(0).rank(metric);
    factors = new float[rank][][];
    for (int k = 0; k < rank; k++) {
      factors[k] = network.network().activations(maxRows);
    }
    coefficients = new float[rank][maxRows];
  }

  /** Makes the backward passes that all products share, once the policy has moved. */
  public void linearise() {
    int last = layers.size() - 1;
    int headSize = layers.get(last).outputs();
    policy.forEachChunk((chunk, from, count) -> {
      for (int k = 0; k < factors.length; k++) {
        policy.head(chunk).factor(metric, k, factors[k][last], from * headSize);
        network.backward(factors[k], from, count);
      }
    });
  }

  @Override
  public void multiply(float[] vector, float[] product) {
    policy.forEachChunk((chunk, from, count) -> {
      project(vector, from, count);
      combine(from, count);
    });
    policy.differentiate(product);
    policy.head(0).fisherOfFreeParameters(vector, product);
    for (int i = 0; i < product.length; i++) {
      product[i] = Math.fma(damping, vector[i], product[i]);
    }
  }

  /** g · v ÷ rows, layer by layer in ascending order. */
  private void project(float[] vector, int from, int count) {
    float scale = 1f / policy.rows();
    for (float[] ofFactor : coefficients) {
      Arrays.fill(ofFactor, from, from + count, 0f);
    }
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      int width = layer.outputs();
      // x V + v lies where combine() will write afterwards.
      float[] tangents = network.deltas(l);
      kernels.affine(
          count,
          layer.inputs(),
          width,
          network.activationsBelow(l),
          from * layer.inputs(),
          vector,
          layer.weightsAt(),
          layer.hasBias() ? vector : null,
          Math.max(layer.biasAt(), 0),
          Activation.IDENTITY,
          tangents,
          from * width);
      for (int k = 0; k < factors.length; k++) {
        float[] factor = factors[k][l];
        for (int r = from; r < from + count; r++) {
          float part = kernels.dot(factor, r * width, tangents, r * width, width);
          coefficients[k][r] = Math.fma(scale, part, coefficients[k][r]);
        }
      }
    }
  }

  /** Σₖ (gᵣₖ · v ÷ rows) dᵣₖ of every layer, in ascending k. */
  private void combine(int from, int count) {
    for (int l = 0; l < layers.size(); l++) {
      int width = layers.get(l).outputs();
      float[] deltas = network.deltas(l);
      Arrays.fill(deltas, from * width, (from + count) * width, 0f);
      for (int k = 0; k < factors.length; k++) {
        for (int r = from; r < from + count; r++) {
          addScaled(coefficients[k][r], factors[k][l], r * width, width, deltas);
        }
      }
    }
  }

  private static void addScaled(float scale, float[] x, int at, int length, float[] y) {
    for (int i = at; i < at + length; i++) {
      y[i] = Math.fma(scale, x[i], y[i]);
    }
  }
}
