package io.belay.recipe;

import static io.belay.recipe.AlgorithmKeys.LINE_SEARCH_SHRINK;
import static io.belay.recipe.AlgorithmKeys.LINE_SEARCH_STEPS;
import static io.belay.recipe.AlgorithmKeys.TRUST_REGION_RADIUS;

/**
 * Trust region policy optimization: the natural direction, as far as a mean KL divergence of δ
 * allows, then backtracking until the surrogate improves and the measured divergence is at most δ.
 *
 * <p>Schulman et al., <a href="https://arxiv.org/abs/1502.05477">Trust Region Policy
 * Optimization</a>, section 6 and appendix C.
 *
 * @param advantage how advantages are estimated
 * @param fisher how the natural direction is found
 * @param trustRegionRadius δ, mean KL divergence per state, above 0
 * @param lineSearchSteps steps that are tried, the full one first; at least 1
 * @param lineSearchShrink factor from one tried step to the next, in (0, 1)
 * @param critic the critic's fit
 */
public record TrpoSettings(
    AdvantageSettings advantage,
    FisherSettings fisher,
    double trustRegionRadius,
    int lineSearchSteps,
    double lineSearchShrink,
    CriticFitSettings critic)
    implements SampledSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "trpo";

  public TrpoSettings {
    Violation.refuse(
        new Violation.Collector()
            .check(TRUST_REGION_RADIUS, trustRegionRadius)
            .check(LINE_SEARCH_STEPS, lineSearchSteps)
            .check(LINE_SEARCH_SHRINK, lineSearchShrink)
            .all());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int largestPolicyLag() {
    return 0;
  }
}
