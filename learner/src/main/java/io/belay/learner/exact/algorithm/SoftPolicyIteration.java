package io.belay.learner.exact.algorithm;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.TabularPolicy;
import java.util.Arrays;

/**
 * Soft policy iteration: π ← π exp(η/(1 − γ) Q)/Z, multiplicative weights on actions in each state.
 *
 * <p>The same path of policies as {@link SoftmaxNaturalGradient}: Q and A differ by a number of the
 * state, which Z cancels. It is kept as log π, so that no probability becomes 0.
 *
 * @param stepSize η, above 0
 */
public record SoftPolicyIteration(ExactProblem problem, double stepSize) implements ExactAlgorithm {

  /** With η = (1 − γ)² log|A| / R. */
  public static SoftPolicyIteration of(ExactProblem problem) {
    return new SoftPolicyIteration(problem, SoftmaxNaturalGradient.stepSize(problem));
  }

  @Override
  public ExactState begin() {
    double[] logs = new double[problem.pairs()];
    Arrays.fill(logs, -StrictMath.log(problem.mdp().actions()));
    return new ExactState(0, logs, new double[0]);
  }

  @Override
  public TabularPolicy policy(double[] parameters) {
    return problem.softmax(parameters);
  }

  @Override
  public Step step(ExactState state, Evaluation evaluation) {
    double factor = stepSize * problem.constants().horizon();
    double[] weighted = Ascent.add(state.parameters(), factor, evaluation.actionValues());
    double[] next =
        TabularPolicy.logProbabilities(problem.mdp().states(), problem.mdp().actions(), weighted);
    return new Step(
        new ExactState(state.iteration() + 1, next, state.tallies()),
        Ascent.figure("stepSize", stepSize));
  }

  @Override
  public Guarantee guarantee(ExactState state, Evaluation evaluation) {
    return SoftmaxNaturalGradient.theorem(problem, stepSize, state, evaluation);
  }
}
