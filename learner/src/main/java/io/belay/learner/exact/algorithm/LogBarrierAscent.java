package io.belay.learner.exact.algorithm;

import io.belay.error.BelayException;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.TabularPolicy;
import java.util.SequencedMap;

/**
 * Gradient ascent on L_λ(θ) = V(μ) + λ/(|S||A|) Σ log π_θ(a|s), with
 *
 * <pre>
 *   ∂L_λ/∂θ(s, a) = ∂V(μ)/∂θ(s, a) + λ/|S| (1/|A| − π(a|s))
 * </pre>
 *
 * <p>Where |∇L_λ| ≤ λ/(2|S||A|), V*(ρ) − V(ρ) ≤ 2λ/(1 − γ) ‖d_ρ^{π*}/μ‖∞. Theorem 10.4.
 *
 * @param barrier λ, above 0
 * @param stepSize η, above 0
 */
public record LogBarrierAscent(ExactProblem problem, double barrier, double stepSize)
    implements ExactAlgorithm {

  /** With η = 1/β_λ. */
  public static LogBarrierAscent of(ExactProblem problem, double barrier) {
    return new LogBarrierAscent(problem, barrier, stepSize(problem, barrier));
  }

  /** η = 1/β_λ of Corollary 10.5. */
  public static double stepSize(ExactProblem problem, double barrier) {
    return 1 / problem.constants().barrierSmoothness(barrier, problem.mdp().states());
  }

  /**
   * λ = ε(1 − γ)/(2‖d_ρ^{π*}/μ‖∞) of Corollary 10.5.
   *
   * @param accuracy ε, above 0
   * @throws BelayException INVALID_REQUEST where the mismatch is infinite
   */
  public static double barrier(ExactProblem problem, double accuracy) {
    if (Double.isInfinite(problem.mismatch())) {
      throw BelayException.invalid(
          "Corollary 10.5 has a λ where μ is positive wherever π* comes to; use sampling.restart = uniform, or set λ by algorithm.barrier: mdp=%s, mismatch=∞"
              .formatted(problem.mdp().name()));
    }
    return problem.constants().barrier(accuracy, problem.mismatch());
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
    double[] gradient = gradient(evaluation);
    SequencedMap<String, Double> figures =
        Ascent.figure("gradientNorm", Math.sqrt(Ascent.squaredNorm(gradient)));
    figures.put("gradientNormNeeded", gradientNormNeeded());
    figures.put("stepSize", stepSize);
    double[] next = Ascent.add(state.parameters(), stepSize, gradient);
    return new Step(new ExactState(state.iteration() + 1, next, state.tallies()), figures);
  }

  /** ∇L_λ(θ), {@code [states, actions]}. */
  public double[] gradient(Evaluation evaluation) {
    double[] gradient = PolicyGradient.softmax(evaluation, problem.restart());
    int actions = problem.mdp().actions();
    double perState = barrier / problem.mdp().states();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] +=
          perState * (1.0 / actions - evaluation.policy().probability(i / actions, i % actions));
    }
    return gradient;
  }

  /** λ/(2|S||A|): what |∇L_λ| must not exceed for Theorem 10.4. */
  public double gradientNormNeeded() {
    return barrier / (2.0 * problem.pairs());
  }

  @Override
  public Guarantee guarantee(ExactState state, Evaluation evaluation) {
    boolean stationary =
        Math.sqrt(Ascent.squaredNorm(gradient(evaluation))) <= gradientNormNeeded();
    double bound =
        stationary
            ? 2 * barrier * problem.constants().horizon() * problem.mismatch()
            : Double.POSITIVE_INFINITY;
    return Guarantee.ofGap("Theorem 10.4", problem.gap(evaluation), bound);
  }
}
