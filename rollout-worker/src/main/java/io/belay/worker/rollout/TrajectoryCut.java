package io.belay.worker.rollout;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.recipe.Recipe;

/**
 * Ends trajectories from outside the MDP, each after any step with probability 1 − γ, so that the
 * states from which steps are taken follow the discounted visitation.
 *
 * <pre>
 *   d_μ^π(s) = (1 − γ) Σₜ γᵗ P^π(sₜ = s | s₀ ∼ μ)
 * </pre>
 *
 * <p>The definition is that of Lecture 16, recalled before Theorem 9.4. Why cuts give it: whether a
 * trajectory goes on is decided apart from all else, so that it reaches its step t with probability
 * γᵗ, and sₜ is then distributed as without cuts. On average it takes Σₜ γᵗ P(sₜ = s) steps from s
 * and Σₜ γᵗ = 1/(1 − γ) steps in all. A lane is one trajectory after another, each from μ, so that
 * the quotient of the two, d_μ^π(s), is the share of its steps that start in s (renewal–reward
 * theorem). After n steps of a lane the present one is off by at most γⁿ, the probability that the
 * first trajectory still runs. A trajectory that spans iterations brings states along that earlier
 * policies visited, as without cuts.
 *
 * <p>The environment's own ends win. After a termination the MDP stays in a state where nothing is
 * earned and no action matters; its steps are not made, so that shares are those of d_μ^π among all
 * other states. What lies behind a time limit of H steps, at most γᴴ of d_μ^π, is not visited.
 *
 * <p>The undiscounted return of a cut trajectory is an unbiased estimate of V^π(μ): each reward
 * enters with probability γᵗ in place of the weight γᵗ.
 */
final class TrajectoryCut {
  /** Probability that a trajectory goes on after a step. */
  private final double survival;

  /**
   * Cuts with probability 1 − γ.
   *
   * @param discount γ in [0, 1]; with 1 no trajectory is ever cut
   */
  private TrajectoryCut(double discount) {
    survival = discount;
  }

  /** The cuts that a recipe asks for: none where it samples the undiscounted visitation. */
  static TrajectoryCut of(Recipe recipe) {
    return switch (recipe.sampling().visitation()) {
      case UNDISCOUNTED -> new TrajectoryCut(1);
      case DISCOUNTED -> new TrajectoryCut(recipe.algorithm().discount());
    };
  }

  /** Whether a trajectory that its environment did not end is cut after step t of the fragment. */
  boolean after(Chance chance, int lane, int iteration, int t) {
    return survival < 1 && chance.at(Purpose.DISCOUNT, lane, iteration, t).nextDouble() >= survival;
  }
}
