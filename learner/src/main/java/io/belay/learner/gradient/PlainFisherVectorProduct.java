package io.belay.learner.gradient;

/**
 * The product as it is defined, {@code backward(M(jvp(v)))} over all rows: a forward pass along v,
 * the head's metric, and a backward pass.
 */
final class PlainFisherVectorProduct implements FisherVectorProduct {
  private final PolicyLinearisation policy;
  private final NetworkGradient network;
  private final HeadMetric metric;
  private final float damping;

  PlainFisherVectorProduct(PolicyLinearisation policy, HeadMetric metric, double damping) {
    this.policy = policy;
    this.metric = metric;
    this.damping = (float) damping;
    network = policy.network();
  }

  /** Nothing: every product looks at the policy anew. */
  @Override
  public void linearise() {}

  @Override
  public void multiply(float[] vector, float[] product) {
    float scale = 1f / policy.rows();
    int headSize = network.network().outputs();
    policy.forEachChunk((chunk, from, count) -> {
      int at = from * headSize;
      policy.tangents(vector, from, count);
      policy
          .head(chunk)
          .multiply(metric, policy.headTangents(), at, scale, network.outputDeltas(), at);
      network.backward(from, count);
    });
    policy.differentiate(product);
    policy.head(0).fisherOfFreeParameters(vector, product);
    for (int i = 0; i < product.length; i++) {
      product[i] = Math.fma(damping, vector[i], product[i]);
    }
  }
}
