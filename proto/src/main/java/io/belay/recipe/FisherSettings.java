package io.belay.recipe;

import static io.belay.recipe.AlgorithmKeys.CONJUGATE_GRADIENT_ITERATIONS;
import static io.belay.recipe.AlgorithmKeys.CONJUGATE_GRADIENT_TOLERANCE;
import static io.belay.recipe.AlgorithmKeys.FISHER_DAMPING;
import static io.belay.recipe.AlgorithmKeys.FISHER_FRACTION;
import static io.belay.recipe.AlgorithmKeys.RESIDUAL_LIMIT;

/**
 * How the natural direction x, the solution of (F + λI) x = g, is found by conjugate gradient.
 *
 * @param damping λ, not below 0
 * @param fraction share of the batch's states that F is the mean over, in (0, 1]
 * @param iterations most iterations of conjugate gradient, at least 1
 * @param tolerance relative residual ‖(F + λI) x − g‖ ÷ ‖g‖ at which it stops early, not below 0
 * @param residualLimit relative residual above which, after the last iteration, the solution counts
 *     as unconverged and the policy stays as it is; above 0
 */
public record FisherSettings(
    double damping, double fraction, int iterations, double tolerance, double residualLimit) {

  public FisherSettings {
    Violation.refuse(
        new Violation.Collector()
            .check(FISHER_DAMPING, damping)
            .check(FISHER_FRACTION, fraction)
            .check(CONJUGATE_GRADIENT_ITERATIONS, iterations)
            .check(CONJUGATE_GRADIENT_TOLERANCE, tolerance)
            .check(RESIDUAL_LIMIT, residualLimit)
            .all());
  }
}
