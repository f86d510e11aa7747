package io.belay.recipe;

import static io.belay.recipe.AlgorithmKeys.STEP_SIZE;
import static io.belay.recipe.AlgorithmKeys.TRUST_REGION_RADIUS;

/**
 * How far NPG and Q-NPG go in the natural direction w. A component that the rule does not use has
 * no effect.
 *
 * @param rule which of the two lengths counts
 * @param stepSize η of a fixed step, above 0
 * @param trustRegionRadius δ of a normalised step, the mean KL divergence per state that its
 *     quadratic model ½ (ηw)ᵀF(ηw) reaches, above 0
 */
public record NaturalStepSettings(StepRule rule, double stepSize, double trustRegionRadius) {

  public NaturalStepSettings {
    Violation.refuse(
        new Violation.Collector()
            .check(STEP_SIZE, stepSize)
            .check(TRUST_REGION_RADIUS, trustRegionRadius)
            .all());
  }
}
