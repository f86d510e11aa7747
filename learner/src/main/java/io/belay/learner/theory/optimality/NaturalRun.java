package io.belay.learner.theory.optimality;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.algorithm.ExactProblem;
import io.belay.learner.exact.algorithm.ExactState;
import io.belay.learner.exact.algorithm.SoftmaxNaturalGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What exact NPG went through.
 *
 * @param logits θ⁽⁰⁾ … θ⁽ᵀ⁾
 * @param evaluations of π⁽⁰⁾ … π⁽ᵀ⁾
 */
record NaturalRun(List<double[]> logits, List<Evaluation> evaluations) {

  /** One step. */
  @FunctionalInterface
  interface Step {

    /**
     * θ⁽ᵗ⁺¹⁾.
     *
     * @param logits θ⁽ᵗ⁾, {@code [states · actions]}
     * @param evaluation of π⁽ᵗ⁾
     * @param stepSize η
     */
    double[] next(ExactProblem problem, double[] logits, Evaluation evaluation, double stepSize);

    /** The closed form of Lemma 10.6. */
    static Step lecture() {
      return (problem, logits, evaluation, stepSize) ->
          new SoftmaxNaturalGradient(problem, stepSize)
              .step(new ExactState(0, logits, new double[0]), evaluation)
              .next()
              .parameters();
    }
  }

  /** Steps from θ = 0 until {@code enough}, or {@code most} have been taken. */
  static NaturalRun of(
      ExactProblem problem, Step step, double stepSize, int most, Predicate<Evaluation> enough) {
    SoftmaxNaturalGradient algorithm = new SoftmaxNaturalGradient(problem, stepSize);
    List<double[]> logits = new ArrayList<>();
    List<Evaluation> evaluations = new ArrayList<>();
    double[] theta = algorithm.begin().parameters();
    for (int t = 0; ; t++) {
      Evaluation evaluation = Evaluation.of(problem.mdp(), algorithm.policy(theta));
      logits.add(theta);
      evaluations.add(evaluation);
      if (t == most || enough.test(evaluation)) {
        return new NaturalRun(logits, evaluations);
      }
      theta = step.next(problem, theta, evaluation, stepSize);
    }
  }

  /** T. */
  int steps() {
    return evaluations.size() - 1;
  }
}
