package io.belay.learner.algorithm.trpo;

import io.belay.learner.algorithm.natural.PolicyMove;

/**
 * What TRPO minimises within its trust region: the negated surrogate objective, with the divergence
 * as a constraint.
 *
 * <pre>
 *   L(θ′) = −mean (π′(a|s) ÷ π(a|s)) Â     subject to     mean KL(π(·|s) ‖ π′(·|s)) ≤ δ
 * </pre>
 *
 * <p>Schulman et al., <a href="https://arxiv.org/abs/1502.05477">Trust Region Policy
 * Optimization</a>, equation 14.
 *
 * <p>δ is the mean divergence of one decision over the states of the batch, old policy first. The
 * lecture's constraint is on whole trajectories of horizon H, KL(P^π ‖ P^π′) ≤ δ_H: the divergences
 * of the decisions along a trajectory add up (Claim 12.5, whose Hessian is H times the Fisher
 * matrix), so that δ_H = H δ. A recipe's δ of 0.01 over episodes of 200 steps lets trajectories
 * differ by 2 nats.
 */
final class TrpoLoss {

  private TrpoLoss() {}

  /**
   * Whether a move lowers the loss and keeps the constraint; one whose figures are not numbers does
   * neither.
   *
   * @param radius δ
   */
  static boolean accepts(PolicyMove move, double radius) {
    return move.finite() && move.surrogateImprovement() > 0 && move.klMean() <= radius;
  }
}
