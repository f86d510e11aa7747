package io.belay.learner.exact;

import io.belay.mdp.FiniteMdp;

/**
 * ∇_θ V^{π_θ}(μ) in the three forms of Theorem 9.4, each computed from its own quantities, and in
 * the closed form of tabular softmax.
 */
public final class PolicyGradient {
  private PolicyGradient() {}

  /**
   * The return's form, E[R(τ) Σ_t ∇log π(a_t|s_t)], from the moments of trajectories and without Q.
   *
   * <p>Of the double sum Σ_t Σ_t′ γᵗ r_t ∇log π(a_t′|s_t′) the terms with t′ &gt; t have mean 0,
   * and without them it converges. With x = μᵀ(I − γP̃)⁻¹ and m(s) = Σ_t γᵗ E[1[s_t = s]
   * Σ_{t′&lt;t} ∇log π(a_t′|s_t′)],
   *
   * <pre>
   *   m(s′) = Σ γ π(a|s) P̃(s′|s, a) [m(s) + x(s) ∇log π(a|s)]
   *   ∇V    = Σ π(a|s) r(s, a) [m(s) + x(s) ∇log π(a|s)]
   * </pre>
   *
   * <p>Solves a linear system for each parameter.
   *
   * @param scores ∇log π of the evaluated policy
   * @param start μ, {@code [states]}
   * @return {@code [parameters]}
   */
  public static double[] returnForm(Evaluation evaluation, Scores scores, double[] start) {
    StartDistribution.require(evaluation.mdp(), start);
    double[] x = evaluation.occupancy(start);
    double[] gradient = scores.weighted(immediate(evaluation, x));
    double[] rewards = policyRewards(evaluation);
    for (int j = 0; j < gradient.length; j++) {
      double[] m = evaluation.occupancy(inflow(evaluation, scores, j, x));
      gradient[j] += Sums.dot(m, rewards);
    }
    return gradient;
  }

  /** x(s) π(a|s) r(s, a), {@code [states, actions]}. */
  private static double[] immediate(Evaluation evaluation, double[] x) {
    FiniteMdp mdp = evaluation.mdp();
    double[] weights = new double[mdp.states() * mdp.actions()];
    for (int s = 0; s < mdp.states(); s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        weights[s * mdp.actions() + a] =
            x[s] * evaluation.policy().probability(s, a) * mdp.expectedReward(s, a);
      }
    }
    return weights;
  }

  /** r_π, {@code [states]}. */
  private static double[] policyRewards(Evaluation evaluation) {
    FiniteMdp mdp = evaluation.mdp();
    double[] rewards = new double[mdp.states()];
    for (int s = 0; s < rewards.length; s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        rewards[s] += evaluation.policy().probability(s, a) * mdp.expectedReward(s, a);
      }
    }
    return rewards;
  }

  /** Σ γ x(s) π(a|s) P̃(s′|s, a) ∂ⱼ log π(a|s) of each s′, {@code [states]}. */
  private static double[] inflow(Evaluation evaluation, Scores scores, int j, double[] x) {
    FiniteMdp mdp = evaluation.mdp();
    double[] inflow = new double[mdp.states()];
    for (int s = 0; s < inflow.length; s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        double amount =
            mdp.discount()
                * x[s]
                * evaluation.policy().probability(s, a)
                * scores.entry(s * mdp.actions() + a, j);
        for (int k = mdp.begin(s, a); amount != 0 && k < mdp.end(s, a); k++) {
          if (!mdp.terminated(k)) {
            inflow[mdp.next(k)] += amount * mdp.probability(k);
          }
        }
      }
    }
    return inflow;
  }

  /** E_{d_μ} E_π [Q(s, a) ∇log π(a|s)]/(1 − γ), {@code [parameters]}. */
  public static double[] actionValueForm(Evaluation evaluation, Scores scores, double[] start) {
    return baselineForm(evaluation, scores, start, new double[evaluation.mdp().states()]);
  }

  /** E_{d_μ} E_π [A(s, a) ∇log π(a|s)]/(1 − γ), {@code [parameters]}. */
  public static double[] advantageForm(Evaluation evaluation, Scores scores, double[] start) {
    return baselineForm(evaluation, scores, start, evaluation.values());
  }

  /**
   * E_{d_μ} E_π [(Q(s, a) − b(s)) ∇log π(a|s)]/(1 − γ), {@code [parameters]}: the same for every b.
   *
   * @param baseline b, {@code [states]}
   */
  public static double[] baselineForm(
      Evaluation evaluation, Scores scores, double[] start, double[] baseline) {
    FiniteMdp mdp = evaluation.mdp();
    double[] visitation = evaluation.visitation(start);
    double[] weights = new double[mdp.states() * mdp.actions()];
    for (int s = 0; s < mdp.states(); s++) {
      double factor = visitation[s] / (1 - mdp.discount());
      for (int a = 0; a < mdp.actions(); a++) {
        weights[s * mdp.actions() + a] =
            factor
                * evaluation.policy().probability(s, a)
                * (evaluation.actionValue(s, a) - baseline[s]);
      }
    }
    return scores.weighted(weights);
  }

  /**
   * Of tabular softmax: ∂V(μ)/∂θ(s, a) = d_μ(s) π(a|s) A(s, a)/(1 − γ), {@code [states, actions]}.
   * Lemma 10.2.
   */
  public static double[] softmax(Evaluation evaluation, double[] start) {
    FiniteMdp mdp = evaluation.mdp();
    double[] visitation = evaluation.visitation(start);
    double[] gradient = new double[mdp.states() * mdp.actions()];
    for (int s = 0; s < mdp.states(); s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        gradient[s * mdp.actions() + a] =
            visitation[s]
                * evaluation.policy().probability(s, a)
                * evaluation.advantage(s, a)
                / (1 - mdp.discount());
      }
    }
    return gradient;
  }
}
