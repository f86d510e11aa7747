package io.belay.recipe;

import static io.belay.recipe.ExactKeys.TRUST_REGION_RADIUS;

/**
 * Trust-region policy optimization on tabular softmax with the exact gradient and Fisher matrix: a
 * natural step as long as the region is wide.
 *
 * <p>Schulman et al. 2015, Trust Region Policy Optimization; lecture, Claim 12.5 and what follows
 * it.
 *
 * @param discount γ, in [0, 1)
 * @param iterations of the run, at least 1
 * @param trustRegionRadius δ, above 0
 */
public record ExactTrpoSettings(double discount, int iterations, double trustRegionRadius)
    implements ExactSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "trpo-exact";

  public ExactTrpoSettings {
    Violation.refuse(
        ExactKeys.checked(discount, iterations)
            .check(TRUST_REGION_RADIUS, trustRegionRadius)
            .all());
  }

  @Override
  public String name() {
    return NAME;
  }
}
