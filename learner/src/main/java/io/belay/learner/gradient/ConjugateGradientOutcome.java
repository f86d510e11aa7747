package io.belay.learner.gradient;

/** How a solution by {@link ConjugateGradient} ended. Only {@link Solved} leaves one to use. */
public sealed interface ConjugateGradientOutcome {

  /** Steps taken. */
  int iterations();

  /** ‖A x − b‖ ÷ ‖b‖ after the last step that was finite; 1 before the first, 0 where b is 0. */
  double relativeResidual();

  /** The residual came down to the limit. */
  record Solved(int iterations, double relativeResidual) implements ConjugateGradientOutcome {}

  /** After the last step the residual was above the limit. */
  record Unconverged(int iterations, double relativeResidual) implements ConjugateGradientOutcome {}

  /**
   * A is not positive definite: a direction p with pᵀ A p ≤ 0 was met.
   *
   * @param curvature pᵀ A p
   */
  record NegativeCurvature(int iterations, double relativeResidual, double curvature)
      implements ConjugateGradientOutcome {}

  /** b, a product or a residual was not finite. */
  record NonFinite(int iterations, double relativeResidual) implements ConjugateGradientOutcome {}
}
