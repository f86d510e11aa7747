package io.belay.learner.exact.algorithm;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.TabularPolicy;
import java.util.SequencedMap;

/**
 * TRPO with the exact gradient and Fisher matrix of softmax under μ: θ ← θ + ηF†∇V(μ) with the η
 * that makes ½ΔᵀFΔ = δ.
 *
 * <p>F†∇V is A/(1 − γ), up to what changes no policy (Lemma 10.6), so that ∇VᵀF†∇V = E_{d_μ} E_π
 * A²/(1 − γ)² and
 *
 * <pre>
 *   η = √(2δ / ∇VᵀF†∇V)
 * </pre>
 *
 * <p>The lecture prints √(δ/…), which fills half of the region: with it ½ΔᵀFΔ = δ/2. Where no
 * advantage is left but rounding the policy stays.
 *
 * <p>It is NPG with a step size of its own, and the proof of Theorem 10.7 goes through with it.
 * With d* = d_ρ^{π*}, each step has η_t gap_t ≤ E_{d*}[KL_t − KL_{t+1}] + η_t (V⁽ᵗ⁺¹⁾ −
 * V⁽ᵗ⁾)(d*)/(1 − γ), and gaps never grow, so that
 *
 * <pre>
 *   gap_T ≤ (log|A| + Σ η_t (V⁽ᵗ⁺¹⁾ − V⁽ᵗ⁾)(d*)/(1 − γ)) / Σ η_t,     sums over t &lt; T
 * </pre>
 *
 * @param radius δ, above 0
 */
public record ExactTrustRegion(ExactProblem problem, double radius) implements ExactAlgorithm {
  private static final double ROUNDING = 1e-15;

  /** Σ η_t. */
  private static final int STEPS = 0;

  /** Σ_{t&lt;T−1} η_t V⁽ᵗ⁺¹⁾(d*) − Σ_{t&lt;T} η_t V⁽ᵗ⁾(d*). */
  private static final int GAINS = 1;

  /** η_{T−1}. */
  private static final int LAST = 2;

  @Override
  public ExactState begin() {
    return new ExactState(0, new double[problem.pairs()], new double[3]);
  }

  @Override
  public TabularPolicy policy(double[] parameters) {
    return problem.softmax(parameters);
  }

  @Override
  public Step step(ExactState state, Evaluation evaluation) {
    double natural = Math.sqrt(naturalNorm(evaluation));
    double least = ROUNDING * problem.constants().valueSpan() * problem.constants().horizon();
    double eta = natural > least ? Math.sqrt(2 * radius) / natural : 0;
    double factor = eta * problem.constants().horizon();
    double[] next = Ascent.add(state.parameters(), factor, evaluation.advantages());
    SequencedMap<String, Double> figures = Ascent.figure("naturalGradientNorm", natural);
    figures.put("stepSize", eta);
    return new Step(
        new ExactState(state.iteration() + 1, next, tallies(state, evaluation, eta)), figures);
  }

  /** ∇VᵀF†∇V = E_{d_μ} E_π A²/(1 − γ)². */
  public double naturalNorm(Evaluation evaluation) {
    double[] visitation = evaluation.visitation(problem.restart());
    double sum = 0;
    for (int s = 0; s < visitation.length; s++) {
      for (int a = 0; a < problem.mdp().actions(); a++) {
        double advantage = evaluation.advantage(s, a);
        sum += visitation[s] * evaluation.policy().probability(s, a) * advantage * advantage;
      }
    }
    return sum * problem.constants().horizon() * problem.constants().horizon();
  }

  private double[] tallies(ExactState state, Evaluation evaluation, double eta) {
    double value = Ascent.dot(problem.optimalVisitation(), evaluation.values());
    double[] tallies = state.tallies().clone();
    tallies[STEPS] += eta;
    tallies[GAINS] += (tallies[LAST] - eta) * value;
    tallies[LAST] = eta;
    return tallies;
  }

  @Override
  public Guarantee guarantee(ExactState state, Evaluation evaluation) {
    double[] tallies = state.tallies();
    double value = Ascent.dot(problem.optimalVisitation(), evaluation.values());
    double gains = tallies[GAINS] + tallies[LAST] * value;
    double spent = StrictMath.log(problem.mdp().actions()) + gains * problem.constants().horizon();
    return Guarantee.ofGap(
        "Theorem 10.7, η varying",
        problem.gap(evaluation),
        tallies[STEPS] > 0 ? spent / tallies[STEPS] : Double.POSITIVE_INFINITY);
  }
}
