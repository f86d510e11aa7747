package io.belay.recipe;

import static io.belay.recipe.AlgorithmKeys.DISCOUNT;
import static io.belay.recipe.AlgorithmKeys.GAE_LAMBDA;

/**
 * How advantages are made of rewards and values.
 *
 * @param discount γ, in [0, 1]
 * @param gaeLambda λ of generalized advantage estimation, in [0, 1]
 * @param estimator how Â and the critic's targets are estimated
 * @param normalisation over which set advantages are normalised before they are used
 * @param normaliseRewards whether rewards are divided by the running standard deviation of the
 *     discounted return
 */
public record AdvantageSettings(
    double discount,
    double gaeLambda,
    AdvantageEstimator estimator,
    AdvantageNormalisation normalisation,
    boolean normaliseRewards) {

  public AdvantageSettings {
    Violation.refuse(
        new Violation.Collector().check(DISCOUNT, discount).check(GAE_LAMBDA, gaeLambda).all());
  }

  /** Reward to go: λ = 1, as it is without the choice of another estimator. */
  public static AdvantageSettings monteCarlo(
      double discount, AdvantageNormalisation normalisation, boolean normaliseRewards) {
    return new AdvantageSettings(
        discount, 1, AdvantageEstimator.MONTE_CARLO, normalisation, normaliseRewards);
  }
}
