package io.belay.learner.exact.algorithm;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.TabularPolicy;

/**
 * The natural policy gradient on softmax in closed form: θ ← θ + η/(1 − γ) A. Lemma 10.6.
 *
 * <p>The direction depends on no start distribution, so that μ does not matter. Theorem 10.7: V*(ρ)
 * − V⁽ᵀ⁾(ρ) ≤ log|A|/(ηT) + R/((1 − γ)²T).
 *
 * @param stepSize η, above 0
 */
public record SoftmaxNaturalGradient(ExactProblem problem, double stepSize)
    implements ExactAlgorithm {

  /** With η = (1 − γ)² log|A| / R. */
  public static SoftmaxNaturalGradient of(ExactProblem problem) {
    return new SoftmaxNaturalGradient(problem, stepSize(problem));
  }

  /** (1 − γ)² log|A| / R, or 1 where there is one action and no step changes anything. */
  static double stepSize(ExactProblem problem) {
    int actions = problem.mdp().actions();
    return actions == 1 ? 1 : problem.constants().naturalStepSize(actions);
  }

  @Override
  public ExactState begin() {
    return new ExactState(0, new double[problem.pairs()], new double[0]);
  }

  @Override
  public TabularPolicy policy(double[] parameters) {
    return problem.softmax(parameters);
  }

  @Override
  public Step step(ExactState state, Evaluation evaluation) {
    double factor = stepSize * problem.constants().horizon();
    double[] next = Ascent.add(state.parameters(), factor, evaluation.advantages());
    return new Step(
        new ExactState(state.iteration() + 1, next, state.tallies()),
        Ascent.figure("stepSize", stepSize));
  }

  @Override
  public Guarantee guarantee(ExactState state, Evaluation evaluation) {
    return theorem(problem, stepSize, state, evaluation);
  }

  /** Theorem 10.7. */
  static Guarantee theorem(
      ExactProblem problem, double stepSize, ExactState state, Evaluation evaluation) {
    return Guarantee.ofGap(
        "Theorem 10.7",
        problem.gap(evaluation),
        problem.constants().naturalGap(problem.mdp().actions(), stepSize, state.iteration()));
  }
}
