package io.belay.learner.theory.optimality;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.TabularPolicy;
import io.belay.learner.exact.algorithm.LogBarrierAscent;
import io.belay.learner.theory.instance.Vectors;
import io.belay.mdp.FiniteMdp;
import java.util.function.BiPredicate;

/**
 * L_λ(θ) = V(μ) + λ/(|S||A|) Σ log π(a|s), the barrier in the form without its constant, and ascent
 * along whatever is said to be its gradient.
 */
final class LogBarrier {
  private LogBarrier() {}

  /** ∇L_λ, {@code [states · actions]}. */
  @FunctionalInterface
  interface Gradient {

    /**
     * The gradient.
     *
     * @param algorithm which knows the MDP, μ and λ
     * @param evaluation of π_θ
     */
    double[] at(LogBarrierAscent algorithm, Evaluation evaluation);
  }

  /** Where ascent ended, after how many steps, and whether it had come to what was enough. */
  record Ascent(Evaluation evaluation, double slope, int steps, boolean enough) {}

  /** L_λ(θ). */
  static double value(LogBarrierAscent algorithm, double[] theta) {
    FiniteMdp mdp = algorithm.problem().mdp();
    double sum = 0;
    for (double log : TabularPolicy.logProbabilities(mdp.states(), mdp.actions(), theta)) {
      sum += log;
    }
    return evaluate(algorithm, theta).value(algorithm.problem().restart())
        + algorithm.barrier() * sum / theta.length;
  }

  /**
   * Ascends from θ = 0, by the algorithm's η, to the first policy that is good enough.
   *
   * @param enough by the evaluation of π_θ and ‖∇L_λ(θ)‖
   * @param most steps after which it ends all the same
   */
  static Ascent ascend(
      LogBarrierAscent algorithm,
      Gradient gradient,
      BiPredicate<Evaluation, Double> enough,
      int most) {
    double[] theta = algorithm.begin().parameters();
    for (int t = 0; ; t++) {
      Evaluation evaluation = evaluate(algorithm, theta);
      double[] direction = gradient.at(algorithm, evaluation);
      double slope = Vectors.norm(direction);
      boolean ended = enough.test(evaluation, slope);
      if (ended || t == most) {
        return new Ascent(evaluation, slope, t, ended);
      }
      theta = Vectors.plus(theta, algorithm.stepSize(), direction);
    }
  }

  private static Evaluation evaluate(LogBarrierAscent algorithm, double[] theta) {
    return Evaluation.of(algorithm.problem().mdp(), algorithm.policy(theta));
  }
}
