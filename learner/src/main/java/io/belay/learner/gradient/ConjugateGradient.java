package io.belay.learner.gradient;

import io.belay.learner.gradient.ConjugateGradientOutcome.NegativeCurvature;
import io.belay.learner.gradient.ConjugateGradientOutcome.NonFinite;
import io.belay.learner.gradient.ConjugateGradientOutcome.Solved;
import io.belay.learner.gradient.ConjugateGradientOutcome.Unconverged;
import java.util.Arrays;

/**
 * The method of conjugate gradients: x with A x = b for a symmetric positive definite A.
 *
 * <pre>
 *   x = 0,  r = p = b,  then in each step
 *   α = rᵀr ÷ pᵀAp,  x ← x + α p,  r′ = r − α A p,  β = r′ᵀr′ ÷ rᵀr,  p ← r′ + β p
 * </pre>
 *
 * <p>Hestenes and Stiefel, <a href="https://doi.org/10.6028/jres.049.044">Methods of Conjugate
 * Gradients for Solving Linear Systems</a>, 1952, equations 3:1a to 3:1f, from x₀ = 0. Every
 * iterate has bᵀx &gt; 0 and a smaller error in the norm of A than the one before, so that a few
 * steps already make a direction of ascent.
 *
 * <p>Vectors are float; the sums rᵀr and pᵀAp are in double, in ascending order. The residual is
 * the recurrence's r. A workspace of one thread at a time.
 */
public final class ConjugateGradient {
  private final int iterations;
  private final double tolerance;
  private final double residualLimit;
  private final float[] residual;
  private final float[] direction;
  private final float[] product;

  /**
   * A solver.
   *
   * @param size length of x and b
   * @param iterations most steps, at least 1
   * @param tolerance relative residual ‖r‖ ÷ ‖b‖ at which it stops early
   * @param residualLimit relative residual above which x counts as unconverged after the last step
   */
  public ConjugateGradient(int size, int iterations, double tolerance, double residualLimit) {
    this.iterations = iterations;
    this.tolerance = tolerance;
    this.residualLimit = residualLimit;
    residual = new float[size];
    direction = new float[size];
    product = new float[size];
  }

  /**
   * Solves A x = b.
   *
   * @param right b, read only
   * @param solution receives x; without meaning unless the outcome is {@link Solved}
   */
  public ConjugateGradientOutcome solve(SymmetricOperator matrix, float[] right, float[] solution) {
    Arrays.fill(solution, 0f);
    System.arraycopy(right, 0, residual, 0, residual.length);
    System.arraycopy(right, 0, direction, 0, direction.length);
    double first = Sums.dot(right, right);
    if (first == 0) {
      return new Solved(0, 0);
    }
    double squared = first;
    double relative = 1;
    int steps = 0;
    while (steps < iterations && relative > tolerance) {
      matrix.multiply(direction, product);
      double curvature = Sums.dot(direction, product);
      if (curvature <= 0) {
        return new NegativeCurvature(steps, relative, curvature);
      }
      double next = step(squared / curvature, solution);
      if (!Double.isFinite(next)) {
        return new NonFinite(steps, relative);
      }
      turn(next / squared);
      squared = next;
      relative = Math.sqrt(squared / first);
      steps++;
    }
    return relative <= residualLimit
        ? new Solved(steps, relative)
        : new Unconverged(steps, relative);
  }

  /** x ← x + α p and r ← r − α A p; returns the new rᵀr. */
  private double step(double alpha, float[] solution) {
    for (int i = 0; i < solution.length; i++) {
      solution[i] = (float) (solution[i] + alpha * direction[i]);
      residual[i] = (float) (residual[i] - alpha * product[i]);
    }
    return Sums.dot(residual, residual);
  }

  /** p ← r + β p. */
  private void turn(double beta) {
    for (int i = 0; i < direction.length; i++) {
      direction[i] = (float) (residual[i] + beta * direction[i]);
    }
  }
}
