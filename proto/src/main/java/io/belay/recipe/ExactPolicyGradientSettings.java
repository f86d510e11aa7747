package io.belay.recipe;

import static io.belay.recipe.ExactKeys.STEP_SIZE;

import java.util.OptionalDouble;

/**
 * Gradient ascent on tabular softmax with the exact gradient of V(μ).
 *
 * <p>Lecture, Theorem 10.3.
 *
 * @param discount γ, in [0, 1)
 * @param iterations of the run, at least 1
 * @param stepSize η, above 0; empty for (1 − γ)³/8, divided by the span of rewards
 */
public record ExactPolicyGradientSettings(double discount, int iterations, OptionalDouble stepSize)
    implements ExactSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "softmax-pg-exact";

  public ExactPolicyGradientSettings {
    Violation.refuse(
        ExactKeys.checked(discount, iterations).checkIfPresent(STEP_SIZE, stepSize).all());
  }

  @Override
  public String name() {
    return NAME;
  }
}
