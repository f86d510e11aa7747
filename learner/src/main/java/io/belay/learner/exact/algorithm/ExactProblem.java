package io.belay.learner.exact.algorithm;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.Mismatch;
import io.belay.learner.exact.OptimalSolution;
import io.belay.learner.exact.SmoothnessConstants;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.exact.TabularPolicy;
import io.belay.mdp.FiniteMdp;

/**
 * What an exact algorithm is given and measured by: an MDP, the distribution μ that it optimizes
 * under, the distribution ρ that counts, and the optimum.
 *
 * @param mdp whose discount is γ
 * @param restart μ, {@code [states]}; never written
 * @param start ρ, {@code [states]}; never written
 * @param optimum V* and π*
 * @param optimalVisitation d_ρ^{π*}, {@code [states]}; never written
 * @param mismatch ‖d_ρ^{π*}/μ‖∞; +∞ where μ leaves out a state that π* comes to
 * @param constants of the MDP's discount and rewards
 */
public record ExactProblem(
    FiniteMdp mdp,
    double[] restart,
    double[] start,
    OptimalSolution optimum,
    double[] optimalVisitation,
    double mismatch,
    SmoothnessConstants constants) {

  /**
   * Solves the MDP; ρ is its own start distribution.
   *
   * @param restart μ, {@code [states]}
   */
  public static ExactProblem of(FiniteMdp mdp, double[] restart) {
    StartDistribution.require(mdp, restart);
    OptimalSolution optimum = OptimalSolution.of(mdp);
    double[] start = mdp.start();
    double[] visitation = optimum.visitation(start);
    return new ExactProblem(
        mdp,
        restart.clone(),
        start,
        optimum,
        visitation,
        Mismatch.coefficient(visitation, restart),
        SmoothnessConstants.of(mdp));
  }

  /** V*(ρ). */
  public double optimalValue() {
    return optimum.value(start);
  }

  /** V*(ρ) − V(ρ). */
  public double gap(Evaluation evaluation) {
    return optimalValue() - evaluation.value(start);
  }

  Evaluation evaluate(TabularPolicy policy) {
    return Evaluation.of(mdp, policy);
  }

  int pairs() {
    return mdp.states() * mdp.actions();
  }

  TabularPolicy softmax(double[] logits) {
    return TabularPolicy.softmax(mdp.states(), mdp.actions(), logits);
  }
}
