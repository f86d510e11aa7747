package io.belay.recipe;

import static io.belay.recipe.ExactKeys.STEP_SIZE;

import java.util.OptionalDouble;

/**
 * Soft policy iteration, π ← π exp(η/(1 − γ) Q)/Z: the natural policy gradient on softmax under
 * another name.
 *
 * <p>Lecture, "Softmax NPG = Soft Policy Iteration".
 *
 * @param discount γ, in [0, 1)
 * @param iterations of the run, at least 1
 * @param stepSize η, above 0; empty for (1 − γ)² log|A|, divided by the span of rewards
 */
public record SoftPolicyIterationSettings(double discount, int iterations, OptionalDouble stepSize)
    implements ExactSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "soft-policy-iteration";

  public SoftPolicyIterationSettings {
    Violation.refuse(
        ExactKeys.checked(discount, iterations).checkIfPresent(STEP_SIZE, stepSize).all());
  }

  @Override
  public String name() {
    return NAME;
  }
}
