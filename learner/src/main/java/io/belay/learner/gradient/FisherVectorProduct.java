package io.belay.learner.gradient;

import io.belay.error.BelayException;

/**
 * Products of a vector with the damped Fisher matrix of a policy over rows of a batch, never the
 * matrix itself.
 *
 * <pre>
 *   F v + λ v,   F = meanᵣ Jᵣᵀ M(sᵣ) Jᵣ
 * </pre>
 *
 * <p>J is the Jacobian of the network's outputs and M the head's metric, exact over actions.
 * Schraudolph, <a href="https://doi.org/10.1162/08997660260028683">Fast Curvature Matrix-Vector
 * Products for Second-Order Gradient Descent</a>, 2002, section 3: F as a Gauss-Newton matrix.
 *
 * <p>There are two ways to the same product. {@link PlainFisherVectorProduct} is the definition;
 * {@link FactoredFisherVectorProduct} is faster while the metric's rank is small, one less than
 * there are actions or the dimensions of the action, and needs memory of rows × rank × the widths
 * of all layers. Both sum in a fixed order, so that neither depends on the size of the crew.
 */
public sealed interface FisherVectorProduct extends SymmetricOperator
    permits PlainFisherVectorProduct, FactoredFisherVectorProduct {

  /** Largest rank at which factors are faster: measured at layers of 64. */
  int MOST_FACTORS = 3;

  /**
   * Products at wherever a policy is linearised.
   *
   * @param policy its rows are those that F is the mean over
   * @param maxRows most rows
   * @param damping λ, not below 0
   * @throws BelayException INVALID_REQUEST where the policy's distribution has no such metric
   */
  static FisherVectorProduct of(
      PolicyLinearisation policy, HeadMetric metric, int maxRows, double damping) {
    int rank = policy.head(0).rank(metric);
    return rank > 0 && rank <= MOST_FACTORS
        ? new FactoredFisherVectorProduct(policy, metric, maxRows, damping)
        : new PlainFisherVectorProduct(policy, metric, damping);
  }

  /** Prepares for products with the F of the policy's present parameters and rows. */
  void linearise();
}
