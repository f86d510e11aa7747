package io.belay.learner.exact.algorithm;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.TabularPolicy;
import java.util.SequencedMap;

/**
 * Conservative policy iteration: π ← (1 − α)π + απ′ with π′ greedy in A^π and
 *
 * <pre>
 *   𝔸 = E_{d_μ^π} max_a A(s, a),     ε = max_s max_a A(s, a),     α = (1 − γ)𝔸/(4ε) ≤ ¼
 * </pre>
 *
 * <p>d_μ moves by at most 2αγ/(1 − γ(1 − α)) in ℓ₁, so that by the performance-difference lemma
 * V(μ) grows by at least α/(1 − γ)(𝔸 − 2αε/(1 − γ)) = 𝔸²/(8ε). And since d_μ^π ≥ (1 − γ)μ,
 *
 * <pre>
 *   V*(ρ) − V(ρ) ≤ E_{d_ρ^{π*}} max_a A/(1 − γ) ≤ ‖d_ρ^{π*}/μ‖∞ 𝔸/(1 − γ)²
 * </pre>
 *
 * <p>Kakade, Langford 2002, Approximately Optimal Approximate Reinforcement Learning, theorems 4.1
 * and 6.2; the paper's values are (1 − γ) times as large.
 */
public record ConservativePolicyIteration(ExactProblem problem) implements ExactAlgorithm {

  @Override
  public ExactState begin() {
    double[] uniform = TabularPolicy.uniform(problem.mdp()).probabilities();
    return new ExactState(0, uniform, new double[0]);
  }

  @Override
  public TabularPolicy policy(double[] parameters) {
    return TabularPolicy.of(problem.mdp().states(), problem.mdp().actions(), parameters);
  }

  @Override
  public Step step(ExactState state, Evaluation evaluation) {
    double[] best = bestAdvantages(evaluation);
    double mean = Ascent.dot(evaluation.visitation(problem.restart()), best);
    double largest = 0;
    for (double advantage : best) {
      largest = Math.max(largest, advantage);
    }
    double weight = largest > 0 ? (1 - problem.mdp().discount()) * mean / (4 * largest) : 0;
    SequencedMap<String, Double> figures = Ascent.figure("policyAdvantage", mean);
    figures.put("mixtureWeight", weight);
    figures.put("leastImprovement", largest > 0 ? mean * mean / (8 * largest) : 0);
    double[] next = evaluation.policy().mixedWith(evaluation.greedy(), weight).probabilities();
    return new Step(new ExactState(state.iteration() + 1, next, state.tallies()), figures);
  }

  /** max_a A(s, a), not negative, {@code [states]}. */
  private double[] bestAdvantages(Evaluation evaluation) {
    double[] best = new double[problem.mdp().states()];
    for (int s = 0; s < best.length; s++) {
      for (int a = 0; a < problem.mdp().actions(); a++) {
        best[s] = Math.max(best[s], evaluation.advantage(s, a));
      }
    }
    return best;
  }

  @Override
  public Guarantee guarantee(ExactState state, Evaluation evaluation) {
    double mean = Ascent.dot(evaluation.visitation(problem.restart()), bestAdvantages(evaluation));
    double horizon = problem.constants().horizon();
    return Guarantee.ofGap(
        "Kakade, Langford 2002, Theorem 6.2",
        problem.gap(evaluation),
        problem.mismatch() * mean * horizon * horizon);
  }
}
