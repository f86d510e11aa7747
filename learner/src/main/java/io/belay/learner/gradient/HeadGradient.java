package io.belay.learner.gradient;

import io.belay.policy.ActionDistribution;
import io.belay.policy.Categorical;
import io.belay.policy.DiagonalGaussian;

/**
 * Derivatives of log π(a|s) and of the entropy by what parametrises the action distribution, for a
 * chunk of rows. A workspace of one thread at a time.
 */
public sealed interface HeadGradient permits CategoricalHeadGradient, GaussianHeadGradient {

  /** A workspace for a distribution and up to {@code maxRows} rows. */
  static HeadGradient of(ActionDistribution distribution, int maxRows) {
    return switch (distribution) {
      case Categorical categorical -> new CategoricalHeadGradient(categorical, maxRows);
      case DiagonalGaussian gaussian -> new GaussianHeadGradient(gaussian, maxRows);
    };
  }

  /**
   * Takes in rows; the methods below speak of them.
   *
   * @param head network outputs, {@code [rows, headSize]} from {@code headAt}
   * @param actions {@code [rows, actionSize]} from {@code actionsAt}
   * @param logProbabilities receives log π(a|s), {@code [rows]} from {@code logProbabilitiesAt}
   * @param entropies receives the entropy in nats, {@code [rows]} from {@code entropiesAt}
   */
  void load(
      int rows,
      float[] head,
      int headAt,
      float[] parameters,
      float[] actions,
      int actionsAt,
      float[] logProbabilities,
      int logProbabilitiesAt,
      float[] entropies,
      int entropiesAt);

  /**
   * The gradient of Σᵣ (wᵣ log π(aᵣ|sᵣ) + c H(π(·|sᵣ))) by the head.
   *
   * @param weights w, {@code [rows]} from {@code weightsAt}
   * @param entropyWeight c
   * @param headDeltas receives it, {@code [rows, headSize]} from {@code headDeltasAt}
   */
  void differentiate(
      float[] actions,
      int actionsAt,
      float[] weights,
      int weightsAt,
      float entropyWeight,
      float[] headDeltas,
      int headDeltasAt);

  /** Parameters of the distribution that do not come from the network, such as log σ. */
  int freeParameters();

  /** Index of the first free parameter in the policy's parameters. */
  int freeParametersAt();

  /**
   * The same gradient by the free parameters, row by row, after {@link #differentiate}.
   *
   * @param rowGradients receives {@code [rows, freeParameters]} from {@code at}; the caller sums
   *     over rows in their order
   */
  void differentiateFreeParameters(
      float[] actions,
      int actionsAt,
      float[] weights,
      int weightsAt,
      float entropyWeight,
      float[] rowGradients,
      int at);
}
