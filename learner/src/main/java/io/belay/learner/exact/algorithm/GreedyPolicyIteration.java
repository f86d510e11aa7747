package io.belay.learner.exact.algorithm;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.TabularPolicy;

/**
 * Policy iteration from the uniform policy: π ← greedy in Q^π, in every state at once.
 *
 * <p>For contrast: it takes the whole step that the others divide, which is right only because Q is
 * exact everywhere. Each step is at least as good as one of value iteration, so that V* − V⁽ᵀ⁾ ≤ γᵀ
 * max_s(V* − V⁽⁰⁾). Howard 1960.
 */
public record GreedyPolicyIteration(ExactProblem problem) implements ExactAlgorithm {

  @Override
  public ExactState begin() {
    TabularPolicy uniform = TabularPolicy.uniform(problem.mdp());
    Evaluation evaluation = problem.evaluate(uniform);
    double largest = 0;
    for (int s = 0; s < problem.mdp().states(); s++) {
      double gap = problem.optimum().evaluation().value(s) - evaluation.value(s);
      largest = Math.max(largest, gap);
    }
    return new ExactState(0, uniform.probabilities(), new double[] {largest});
  }

  @Override
  public TabularPolicy policy(double[] parameters) {
    return TabularPolicy.of(problem.mdp().states(), problem.mdp().actions(), parameters);
  }

  @Override
  public Step step(ExactState state, Evaluation evaluation) {
    TabularPolicy greedy = evaluation.greedy();
    int changed = 0;
    for (int s = 0; s < problem.mdp().states(); s++) {
      boolean same = true;
      for (int a = 0; a < problem.mdp().actions(); a++) {
        same &= greedy.probability(s, a) == evaluation.policy().probability(s, a);
      }
      changed += same ? 0 : 1;
    }
    return new Step(
        new ExactState(state.iteration() + 1, greedy.probabilities(), state.tallies()),
        Ascent.figure("statesChanged", changed));
  }

  @Override
  public Guarantee guarantee(ExactState state, Evaluation evaluation) {
    double contraction = StrictMath.pow(problem.mdp().discount(), state.iteration());
    return Guarantee.ofGap(
        "Howard 1960", problem.gap(evaluation), contraction * state.tallies()[0]);
  }
}
