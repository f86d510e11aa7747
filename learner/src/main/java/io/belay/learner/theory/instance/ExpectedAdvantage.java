package io.belay.learner.theory.instance;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.TabularPolicy;

/**
 * E_{s∼w} E_{a∼π′} A^π(s, a): the advantage of a policy in the places of another.
 *
 * <p>With w = d_μ^π′ it is (1 − γ)(V^π′(μ) − V^π(μ)); with w = d_μ^π it is the surrogate that trust
 * regions maximise.
 */
public final class ExpectedAdvantage {
  private ExpectedAdvantage() {}

  /**
   * The mean advantage.
   *
   * @param of π, of which the advantages are
   * @param policy π′, which acts
   * @param weights w, {@code [states]}
   */
  public static double of(Evaluation of, TabularPolicy policy, double[] weights) {
    double sum = 0;
    for (int s = 0; s < weights.length; s++) {
      sum += weights[s] * at(of, policy, s);
    }
    return sum;
  }

  /** E_{a∼π′} A^π(s, a). */
  public static double at(Evaluation of, TabularPolicy policy, int state) {
    double sum = 0;
    for (int a = 0; a < policy.actions(); a++) {
      sum += policy.probability(state, a) * of.advantage(state, a);
    }
    return sum;
  }
}
