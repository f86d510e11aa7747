package io.belay.mdp.ready;

import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpBuilder;

/**
 * The deterministic tree on which V is not concave.
 *
 * <pre>
 *            a₂           a₂, reward r
 *       s₁ ─────► s₂ ─────────► s₅
 *     a₁ │      a₁ │
 *        ▼         ▼
 *        s₃        s₄              V^π(s₁) = γ r π(a₂|s₁) π(a₂|s₂)
 * </pre>
 *
 * <p>States s₁ … s₅ are 0 … 4, actions a₁, a₂ are 0, 1; s₃, s₄ and s₅ end the episode. It begins in
 * s₁.
 *
 * <p>Agarwal, Jiang, Kakade and Sun, <a href="https://rltheorybook.github.io">Reinforcement
 * Learning: Theory and Algorithms</a>, Lemma 9.5, where the reward is on the other action of s₂ and
 * γ, the price of the second step, is left out.
 */
public final class TreeMdp {
  private static final double DEFAULT_DISCOUNT = 0.9;

  private TreeMdp() {}

  /** The tree with reward 1 and discount 0.9. */
  public static FiniteMdp create() {
    return of(1, DEFAULT_DISCOUNT);
  }

  /**
   * The tree.
   *
   * @param reward r, of a₂ in s₂
   * @param discount γ
   */
  public static FiniteMdp of(double reward, double discount) {
    FiniteMdpBuilder builder =
        new FiniteMdpBuilder("tree", 5, 2)
            .discount(discount)
            .start(0, 1)
            .transition(0, 0, 2, 1, 0, true)
            .transition(0, 1, 1, 1, 0)
            .transition(1, 0, 3, 1, 0, true)
            .transition(1, 1, 4, 1, reward, true);
    for (int leaf = 2; leaf < 5; leaf++) {
      builder.transition(leaf, 0, leaf, 1, 0, true).transition(leaf, 1, leaf, 1, 0, true);
    }
    return builder.build();
  }
}
