package io.belay.learner.exact;

import io.belay.mdp.FiniteMdp;

/**
 * Kullback–Leibler divergences of policies and of the distributions of their trajectories.
 *
 * <pre>
 *   KL(p ‖ q) = Σ p log(p/q),     0 log(0/q) = 0,     +∞ where p &gt; 0 = q
 * </pre>
 */
public final class Divergences {
  private Divergences() {}

  /** KL(π(·|s) ‖ π′(·|s)) of each state, {@code [states]}, not negative. */
  public static double[] ofPolicies(TabularPolicy policy, TabularPolicy other) {
    double[] result = new double[policy.states()];
    for (int s = 0; s < result.length; s++) {
      double sum = 0;
      for (int a = 0; a < policy.actions(); a++) {
        double p = policy.probability(s, a);
        if (p > 0) {
          sum += p * StrictMath.log(p / other.probability(s, a));
        }
      }
      result[s] = Math.max(0, sum);
    }
    return result;
  }

  /**
   * Σ w(s) KL(π(·|s) ‖ π′(·|s)).
   *
   * @param weights w, {@code [states]}, not negative, such as d_μ^π
   */
  public static double ofPolicies(TabularPolicy policy, TabularPolicy other, double[] weights) {
    double[] each = ofPolicies(policy, other);
    double sum = 0;
    for (int s = 0; s < each.length; s++) {
      if (weights[s] > 0) {
        sum += weights[s] * each[s];
      }
    }
    return sum;
  }

  /**
   * KL(P_μ^π ‖ P_μ^{π′}) of the first {@code horizon} steps of a trajectory. μ and the transitions
   * cancel, so that it is Σ_h E_π KL(π(·|s_h) ‖ π′(·|s_h)). Claim 12.5.
   *
   * @param start μ, {@code [states]}
   * @param horizon H, at least 0
   */
  public static double ofTrajectories(
      FiniteMdp mdp, TabularPolicy policy, TabularPolicy other, double[] start, int horizon) {
    return ofPolicies(policy, other, steps(mdp, policy, start, horizon));
  }

  /**
   * The same of whole trajectories, of which step h counts γʰ: E_{d_μ^π} KL(π ‖ π′)/(1 − γ), the
   * divergence up to an end that comes with probability 1 − γ after every step.
   */
  public static double ofDiscountedTrajectories(
      Evaluation evaluation, TabularPolicy other, double[] start) {
    return ofPolicies(evaluation.policy(), other, evaluation.visitation(start))
        / (1 - evaluation.mdp().discount());
  }

  /**
   * Σ_{h&lt;H} P^π(s_h = s), {@code [states]}: how often a state is expected in the first H steps,
   * with no discount, while the episode lasts.
   *
   * @param start μ, {@code [states]}
   * @param horizon H, at least 0
   */
  public static double[] steps(FiniteMdp mdp, TabularPolicy policy, double[] start, int horizon) {
    StartDistribution.require(mdp, start);
    double[] sum = new double[mdp.states()];
    double[] now = start.clone();
    for (int h = 0; h < horizon; h++) {
      double[] next = new double[now.length];
      for (int s = 0; s < now.length; s++) {
        sum[s] += now[s];
        for (int a = 0; a < mdp.actions(); a++) {
          double mass = now[s] * policy.probability(s, a);
          for (int k = mdp.begin(s, a); mass > 0 && k < mdp.end(s, a); k++) {
            if (!mdp.terminated(k)) {
              next[mdp.next(k)] += mass * mdp.probability(k);
            }
          }
        }
      }
      now = next;
    }
    return sum;
  }
}
