package io.belay.learner.theory.trustregion;

import io.belay.learner.exact.algorithm.ConservativePolicyIteration;
import io.belay.learner.exact.algorithm.ExactAlgorithm;
import io.belay.learner.exact.algorithm.ExactProblem;
import io.belay.learner.exact.algorithm.ExactTrustRegion;
import io.belay.learner.exact.algorithm.LogBarrierAscent;
import io.belay.learner.exact.algorithm.SoftmaxAscent;
import io.belay.learner.exact.algorithm.SoftmaxNaturalGradient;
import java.util.List;

/**
 * A row of the through-line's table: an algorithm for a problem and an accuracy, and in how many
 * iterations it is bound to come there.
 *
 * @param name for the reader
 * @param free whether the guarantee knows neither sizes nor mismatch
 */
record Method(String name, Algorithm algorithm, Bound bound, boolean free) {
  private static final double RADIUS = 0.05;

  /** Chooses the algorithm's settings. */
  @FunctionalInterface
  interface Algorithm {
    ExactAlgorithm of(ExactProblem problem, double accuracy);
  }

  /** The most iterations to ε; +∞ where there is no guarantee. */
  @FunctionalInterface
  interface Bound {
    double of(ExactProblem problem, double accuracy);
  }

  /**
   * The five, with the settings of their guarantees.
   *
   * <p>Conservative policy iteration gains at least 𝔸²/(8ε_A) a step, ε_A ≤ R/(1 − γ), and has
   * V*(ρ) − V(ρ) ≤ M𝔸/(1 − γ)²; while the gap is above ε each step so gains more than (1 −
   * γ)⁵ε²/(8M²R), of the R/(1 − γ) that there is to gain: at most 8M²R²/((1 − γ)⁶ε²) steps.
   */
  static List<Method> lecture() {
    return List.of(
        new Method("gradient ascent", (p, e) -> SoftmaxAscent.of(p), Method::none, false),
        new Method(
            "log barrier",
            (p, e) -> LogBarrierAscent.of(p, LogBarrierAscent.barrier(p, e)),
            (p, e) -> 320 * squared(p.mdp().states() * p.mdp().actions() * scale(p, e)),
            false),
        new Method(
            "NPG",
            (p, e) -> SoftmaxNaturalGradient.of(p),
            (p, e) -> Math.ceil(2 * p.constants().valueSpan() * p.constants().horizon() / e),
            true),
        new Method("TRPO", (p, e) -> new ExactTrustRegion(p, RADIUS), Method::none, false),
        new Method(
            "CPI",
            (p, e) -> new ConservativePolicyIteration(p),
            (p, e) -> 8 * squared(scale(p, e)),
            false));
  }

  private static double none(ExactProblem problem, double accuracy) {
    return Double.POSITIVE_INFINITY;
  }

  /** M R/((1 − γ)³ε). */
  private static double scale(ExactProblem problem, double accuracy) {
    double horizon = problem.constants().horizon();
    return problem.mismatch() * problem.constants().valueSpan() * horizon * horizon / accuracy;
  }

  private static double squared(double x) {
    return x * x;
  }
}
