package io.belay.learner.gradient;

import io.belay.kernel.Activation;
import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.policy.Layer;
import java.util.Arrays;
import java.util.List;

/**
 * The product with the backward passes made once for all vectors, where the metric's rank is small.
 *
 * <pre>
 *   F = meanᵣ Σₖ gᵣₖ gᵣₖᵀ,   gᵣₖ = Jᵣᵀ bₖ(sᵣ),   M = Σₖ bₖ bₖᵀ
 *   F v = meanᵣ Σₖ gᵣₖ (gᵣₖ · v)
 * </pre>
 *
 * <p>{@link #linearise} takes the bₖ back to the pre-activations of each layer, d. A layer's part
 * of g is the outer product of what the layer read, x, with d, hence
 *
 * <pre>
 *   gᵣₖ · v = Σ over layers dᵣₖ · (xᵣ Vᵂ + vᵇ),   part of F v = meanᵣ xᵣᵀ (Σₖ (gᵣₖ · v) dᵣₖ)
 * </pre>
 *
 * <p>which is one large matrix product each way where the plain form has two.
 */
final class FactoredFisherVectorProduct implements FisherVectorProduct {
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

  FactoredFisherVectorProduct(
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

  @Override
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
      for (int r = from; r < from + count; r++) {
        scale(coefficients[0][r], factors[0][l], r * width, width, deltas);
        for (int k = 1; k < factors.length; k++) {
          addScaled(coefficients[k][r], factors[k][l], r * width, width, deltas);
        }
      }
    }
  }

  private static void scale(float factor, float[] x, int at, int length, float[] y) {
    for (int i = at; i < at + length; i++) {
      y[i] = factor * x[i];
    }
  }

  private static void addScaled(float factor, float[] x, int at, int length, float[] y) {
    for (int i = at; i < at + length; i++) {
      y[i] = Math.fma(factor, x[i], y[i]);
    }
  }
}
