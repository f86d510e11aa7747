package io.belay.recipe;

import static io.belay.recipe.ExactKeys.STEP_SIZE;

import java.util.OptionalDouble;

/**
 * The natural policy gradient on tabular softmax in closed form.
 *
 * <p>Lecture, Lemma 10.6 and Theorem 10.7.
 *
 * @param discount γ, in [0, 1)
 * @param iterations of the run, at least 1
 * @param stepSize η, above 0; empty for (1 − γ)² log|A|, divided by the span of rewards
 */
public record ExactNpgSettings(double discount, int iterations, OptionalDouble stepSize)
    implements ExactSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "npg-exact";

  public ExactNpgSettings {
    Violation.refuse(
        ExactKeys.checked(discount, iterations).checkIfPresent(STEP_SIZE, stepSize).all());
  }

  @Override
  public String name() {
    return NAME;
  }
}
