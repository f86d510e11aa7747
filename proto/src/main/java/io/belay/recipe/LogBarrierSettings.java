package io.belay.recipe;

import static io.belay.recipe.ExactKeys.ACCURACY;
import static io.belay.recipe.ExactKeys.BARRIER;
import static io.belay.recipe.ExactKeys.STEP_SIZE;

import java.util.OptionalDouble;

/**
 * Gradient ascent on V(μ) + λ/(|S||A|) Σ log π(a|s) with the exact gradient.
 *
 * <p>Lecture, Theorem 10.4 and Corollary 10.5.
 *
 * @param discount γ, in [0, 1)
 * @param iterations of the run, at least 1
 * @param stepSize η, above 0; empty for 1/β_λ
 * @param barrier λ, above 0; empty for ε(1 − γ)/(2‖d_ρ^{π*}/μ‖∞)
 * @param accuracy ε, above 0; no effect where λ is set
 */
public record LogBarrierSettings(
    double discount,
    int iterations,
    OptionalDouble stepSize,
    OptionalDouble barrier,
    double accuracy)
    implements ExactSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "log-barrier-exact";

  public LogBarrierSettings {
    Violation.refuse(
        ExactKeys.checked(discount, iterations)
            .checkIfPresent(STEP_SIZE, stepSize)
            .checkIfPresent(BARRIER, barrier)
            .check(ACCURACY, accuracy)
            .all());
  }

  @Override
  public String name() {
    return NAME;
  }
}
