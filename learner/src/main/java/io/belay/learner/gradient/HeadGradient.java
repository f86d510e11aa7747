package io.belay.learner.gradient;

import io.belay.error.BelayException;
import io.belay.policy.ActionDistribution;
import io.belay.policy.Categorical;
import io.belay.policy.DiagonalGaussian;
import io.belay.policy.StateDependentGaussian;

/**
 * What an action distribution is to its parametrisation, for a chunk of rows: derivatives of log
 * π(a|s) and of the entropy, the Fisher metric, and the divergence to another parametrisation. A
 * workspace of one thread at a time.
 *
 * <p>A distribution is parametrised by the network's outputs, its <i>head</i>, and by <i>free</i>
 * parameters that are the same in every state. A <i>tangent</i> is a rate at which these change:
 * that of the head row by row, that of the free parameters within a direction v laid out as the
 * policy's parameters.
 */
public sealed interface HeadGradient permits CategoricalHeadGradient, GaussianHeadGradient {

  /** A workspace for a distribution and up to {@code maxRows} rows. */
  static HeadGradient of(ActionDistribution distribution, int maxRows) {
    return switch (distribution) {
      case Categorical categorical -> new CategoricalHeadGradient(categorical, maxRows);
      case DiagonalGaussian gaussian -> new DiagonalGaussianHeadGradient(gaussian, maxRows);
      case StateDependentGaussian gaussian ->
          new StateDependentGaussianHeadGradient(gaussian, maxRows);
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

  /**
   * w·∇ log π(aᵣ|sᵣ): the rate at which log π changes along a tangent.
   *
   * @param headTangents {@code [rows, headSize]} from {@code headTangentsAt}
   * @param direction holds the free parameters' part
   * @param scores receives {@code [rows]} from {@code scoresAt}
   */
  void scores(
      float[] actions,
      int actionsAt,
      float[] headTangents,
      int headTangentsAt,
      float[] direction,
      float[] scores,
      int scoresAt);

  /**
   * A metric of the head applied to a tangent, M(s) ẏ; exact, no action is sampled. Head and free
   * parameters are orthogonal in it.
   *
   * @param headTangents ẏ, {@code [rows, headSize]} from {@code headTangentsAt}
   * @param scale factor of the result, such as 1 ÷ rows for a mean
   * @param headDeltas receives scale · M(s) ẏ, {@code [rows, headSize]} from {@code headDeltasAt}
   * @throws BelayException INVALID_REQUEST where the distribution has no such metric
   */
  void multiply(
      HeadMetric metric,
      float[] headTangents,
      int headTangentsAt,
      float scale,
      float[] headDeltas,
      int headDeltasAt);

  /**
   * How many vectors b make up a metric, M(s) = Σₖ bₖ bₖᵀ, k from 0.
   *
   * @throws BelayException INVALID_REQUEST where the distribution has no such metric
   */
  int rank(HeadMetric metric);

  /**
   * One of the vectors that make up a metric, for every row.
   *
   * @param k in [0, rank)
   * @param factors receives bₖ(s), {@code [rows, headSize]} from {@code factorsAt}
   */
  void factor(HeadMetric metric, int k, float[] factors, int factorsAt);

  /**
   * The Fisher metric of the free parameters, the same in every state, applied to a direction.
   *
   * @param product receives it at the free parameters' place
   */
  void fisherOfFreeParameters(float[] direction, float[] product);

  /**
   * How far another parametrisation is from the rows taken in: log π′(a|s) and the divergence KL(π
   * ‖ π′) = E[log π(a|s) − log π′(a|s)] over a ~ π(·|s), exact. The rows taken in stay.
   *
   * @param head outputs of the other network for the same rows, {@code [rows, headSize]} from
   *     {@code headAt}
   * @param parameters the other parameters
   * @param logProbabilities receives log π′(a|s), {@code [rows]} from {@code logProbabilitiesAt}
   * @param divergences receives KL(π(·|s) ‖ π′(·|s)) in nats, {@code [rows]} from {@code
   *     divergencesAt}
   */
  void compare(
      float[] head,
      int headAt,
      float[] parameters,
      float[] actions,
      int actionsAt,
      float[] logProbabilities,
      int logProbabilitiesAt,
      float[] divergences,
      int divergencesAt);
}
