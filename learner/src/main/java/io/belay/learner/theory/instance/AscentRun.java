package io.belay.learner.theory.instance;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.TabularPolicy;
import io.belay.mdp.FiniteMdp;

/**
 * What softmax gradient ascent from θ = 0 went through.
 *
 * @param values V⁽ᵗ⁾(μ), {@code [T + 1]}
 * @param slopes ‖∇V⁽ᵗ⁾(μ)‖ as the direction has it, {@code [T + 1]}
 * @param last the evaluation of π⁽ᵀ⁾
 */
public record AscentRun(double[] values, double[] slopes, Evaluation last) {

  /** The direction of a step. */
  @FunctionalInterface
  public interface Direction {

    /**
     * ∇V(μ), {@code [states · actions]}.
     *
     * @param evaluation of π_θ
     * @param start μ, {@code [states]}
     */
    double[] at(Evaluation evaluation, double[] start);
  }

  /** θ ← θ + η ∇V(μ), {@code steps} times. */
  public static AscentRun of(
      FiniteMdp mdp, double[] start, Direction direction, double stepSize, int steps) {
    double[] values = new double[steps + 1];
    double[] slopes = new double[steps + 1];
    double[] theta = new double[mdp.states() * mdp.actions()];
    Evaluation evaluation = evaluate(mdp, theta);
    for (int t = 0; ; t++) {
      double[] gradient = direction.at(evaluation, start);
      values[t] = evaluation.value(start);
      slopes[t] = Vectors.norm(gradient);
      if (t == steps) {
        return new AscentRun(values, slopes, evaluation);
      }
      theta = Vectors.plus(theta, stepSize, gradient);
      evaluation = evaluate(mdp, theta);
    }
  }

  private static Evaluation evaluate(FiniteMdp mdp, double[] theta) {
    return Evaluation.of(mdp, TabularPolicy.softmax(mdp.states(), mdp.actions(), theta));
  }

  /**
   * The least V⁽ᵗ⁺¹⁾(μ) − V⁽ᵗ⁾(μ) − (η/2)‖∇V⁽ᵗ⁾(μ)‖², which the descent lemma says is not negative
   * where η ≤ 1/β.
   */
  public double leastProgress(double stepSize) {
    double least = Double.POSITIVE_INFINITY;
    for (int t = 0; t + 1 < values.length; t++) {
      double promised = stepSize / 2 * slopes[t] * slopes[t];
      least = Math.min(least, values[t + 1] - values[t] - promised);
    }
    return least;
  }
}
