package io.belay.learner.exact.algorithm;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.TabularPolicy;
import java.util.SequencedMap;

/**
 * Gradient ascent on softmax: θ ← θ + η∇V(μ). Theorem 10.3.
 *
 * <p>It reaches V* in the limit where μ is positive everywhere, with no rate. What is certain at
 * any T is Lemma 9.6: with V being β-smooth, each step gains at least η(1 − βη/2)|∇V|², so that
 *
 * <pre>
 *   min_{t&lt;T} |∇V⁽ᵗ⁾(μ)|² ≤ (V*(μ) − V⁽⁰⁾(μ))/(η(1 − βη/2)T),   2β(V* − V⁽⁰⁾)/T where η = 1/β
 * </pre>
 *
 * @param stepSize η, above 0
 */
public record SoftmaxAscent(ExactProblem problem, double stepSize) implements ExactAlgorithm {
  private static final int SMALLEST = 0;
  private static final int INITIAL_VALUE = 1;

  /** With η = (1 − γ)³/(8R). */
  public static SoftmaxAscent of(ExactProblem problem) {
    return new SoftmaxAscent(problem, problem.constants().stepSize());
  }

  @Override
  public ExactState begin() {
    double[] logits = new double[problem.pairs()];
    double value = problem.evaluate(policy(logits)).value(problem.restart());
    return new ExactState(0, logits, new double[] {Double.POSITIVE_INFINITY, value});
  }

  @Override
  public TabularPolicy policy(double[] parameters) {
    return problem.softmax(parameters);
  }

  @Override
  public Step step(ExactState state, Evaluation evaluation) {
    double[] gradient = PolicyGradient.softmax(evaluation, problem.restart());
    double squared = Ascent.squaredNorm(gradient);
    double[] tallies = state.tallies().clone();
    tallies[SMALLEST] = Math.min(tallies[SMALLEST], squared);
    SequencedMap<String, Double> figures = Ascent.figure("gradientNorm", Math.sqrt(squared));
    figures.put("stepSize", stepSize);
    double[] next = Ascent.add(state.parameters(), stepSize, gradient);
    return new Step(new ExactState(state.iteration() + 1, next, tallies), figures);
  }

  @Override
  public Guarantee guarantee(ExactState state, Evaluation evaluation) {
    double toGain = problem.optimum().value(problem.restart()) - state.tallies()[INITIAL_VALUE];
    double gain = stepSize * (1 - problem.constants().smoothness() * stepSize / 2);
    double bound = gain > 0 ? toGain / (gain * state.iteration()) : Double.POSITIVE_INFINITY;
    return new Guarantee("Lemma 9.6", "least |∇V|²", state.tallies()[SMALLEST], bound);
  }
}
