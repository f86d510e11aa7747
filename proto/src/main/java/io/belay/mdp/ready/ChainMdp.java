package io.belay.mdp.ready;

import io.belay.error.BelayException;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpBuilder;

/**
 * The chain on which gradients vanish: states s₀ … s_{H+1}, four actions, discount γ = H/(H + 1).
 *
 * <pre>
 *         a₁        a₁              a₁
 *    s₀ ─────► s₁ ─────► s₂  ···  ─────► s_{H+1}     a₁ earns 1 in s_{H+1}, nothing else earns anything
 *    ◄──────   ◄──────
 *   a₂ a₃ a₄   a₂ a₃ a₄
 * </pre>
 *
 * <p>a₁ is action 0 and goes right; the others go left, in s₀ nowhere. All actions stay in s_{H+1}.
 * The episode begins in s₀, and V*(s₀) = γ^{H+1} (H + 1). A policy with π(a₁|s) ≤ 1/4 everywhere,
 * such as the uniform one, walks to the left and gets to the end with probability about 3^{−H}.
 *
 * <p>Agarwal, Kakade, Lee and Mahajan, <a href="https://jmlr.org/papers/v22/19-736.html">On the
 * Theory of Policy Gradient Methods</a>, JMLR 2021, Proposition 4.1 and figure 2; Proposition 10.1
 * of the book. Episodes that are sampled are cut off after 10 (H + 1) steps, 10/(1 − γ), which the
 * exact quantities do not know of.
 */
public final class ChainMdp {
  private static final int ACTIONS = 4;
  private static final int LONGEST = 1_000_000;
  private static final int HORIZONS_OF_AN_EPISODE = 10;

  private ChainMdp() {}

  /**
   * The chain of H + 2 states.
   *
   * @param horizon H, from 1 to 1 000 000
   */
  public static FiniteMdp of(int horizon) {
    if (horizon < 1 || horizon > LONGEST) {
      throw BelayException.invalid(
          "a chain's H is from 1 to %d; use for example chain:20: H=%d"
              .formatted(LONGEST, horizon));
    }
    int end = horizon + 1;
    FiniteMdpBuilder builder =
        new FiniteMdpBuilder("chain:" + horizon, end + 1, ACTIONS)
            .discount((double) horizon / (horizon + 1))
            .maxEpisodeSteps(HORIZONS_OF_AN_EPISODE * end)
            .start(0, 1);
    for (int state = 0; state < end; state++) {
      builder.transition(state, 0, state + 1, 1, 0);
      for (int left = 1; left < ACTIONS; left++) {
        builder.transition(state, left, Math.max(0, state - 1), 1, 0);
      }
    }
    for (int action = 0; action < ACTIONS; action++) {
      builder.transition(end, action, end, 1, action == 0 ? 1 : 0);
    }
    return builder.build();
  }
}
