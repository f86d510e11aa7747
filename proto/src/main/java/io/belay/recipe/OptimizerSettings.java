package io.belay.recipe;

import static io.belay.recipe.Keys.BETA1;
import static io.belay.recipe.Keys.BETA2;
import static io.belay.recipe.Keys.EPSILON;
import static io.belay.recipe.Keys.MOMENTUM;

/**
 * How a gradient becomes a step. A component that the kind does not use has no effect.
 *
 * @param kind the rule
 * @param beta1 Adam's β₁, decay of the first moment, in [0, 1)
 * @param beta2 Adam's β₂, decay of the second moment, in [0, 1)
 * @param epsilon Adam's ε, added to the root of the second moment, above 0
 * @param momentum of SGD, in [0, 1); 0 for none
 */
public record OptimizerSettings(
    OptimizerKind kind, double beta1, double beta2, double epsilon, double momentum) {

  public OptimizerSettings {
    Violation.refuse(
        new Violation.Collector()
            .check(BETA1, beta1)
            .check(BETA2, beta2)
            .check(EPSILON, epsilon)
            .check(MOMENTUM, momentum)
            .all());
  }
}
