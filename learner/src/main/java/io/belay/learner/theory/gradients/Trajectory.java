package io.belay.learner.theory.gradients;

import io.belay.chance.Chance;
import io.belay.learner.exact.TabularPolicy;
import io.belay.mdp.FiniteMdp;
import java.util.Arrays;

/**
 * A sampled trajectory: up to the end of its episode, or cut off after a number of steps.
 *
 * @param states s₀ … s_{n−1}
 * @param actions a₀ … a_{n−1}
 * @param rewards r₀ … r_{n−1}, r_t being earned by (s_t, a_t)
 */
record Trajectory(int[] states, int[] actions, double[] rewards) {

  /** How many steps it has, at least 1. */
  int length() {
    return states.length;
  }

  /**
   * Samples s₀ ∼ μ, a_t ∼ π, s_{t+1} ∼ P.
   *
   * @param start μ, {@code [states]}
   * @param most steps after which it is cut off
   */
  static Trajectory sample(
      FiniteMdp mdp, TabularPolicy policy, double[] start, int most, Chance chance) {
    int[] states = new int[most];
    int[] actions = new int[most];
    double[] rewards = new double[most];
    int state = draw(start, chance.nextDouble());
    for (int t = 0; ; t++) {
      int action = draw(policy, state, chance.nextDouble());
      int k = transition(mdp, state, action, chance.nextDouble());
      states[t] = state;
      actions[t] = action;
      rewards[t] = mdp.reward(k);
      if (mdp.terminated(k) || t + 1 == most) {
        return new Trajectory(
            Arrays.copyOf(states, t + 1),
            Arrays.copyOf(actions, t + 1),
            Arrays.copyOf(rewards, t + 1));
      }
      state = mdp.next(k);
    }
  }

  private static int draw(double[] distribution, double uniform) {
    double sum = 0;
    int last = 0;
    for (int i = 0; i < distribution.length; i++) {
      if (distribution[i] > 0) {
        last = i;
        sum += distribution[i];
        if (uniform < sum) {
          return i;
        }
      }
    }
    return last;
  }

  private static int draw(TabularPolicy policy, int state, double uniform) {
    double sum = 0;
    for (int a = 0; a + 1 < policy.actions(); a++) {
      sum += policy.probability(state, a);
      if (uniform < sum) {
        return a;
      }
    }
    return policy.actions() - 1;
  }

  private static int transition(FiniteMdp mdp, int state, int action, double uniform) {
    double sum = 0;
    int last = mdp.end(state, action) - 1;
    for (int k = mdp.begin(state, action); k < last; k++) {
      sum += mdp.probability(k);
      if (uniform < sum) {
        return k;
      }
    }
    return last;
  }
}
