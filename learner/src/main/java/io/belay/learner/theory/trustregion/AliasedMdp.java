package io.belay.learner.theory.trustregion;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.TabularPolicy;
import io.belay.learner.theory.instance.Instances;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpBuilder;

/**
 * An MDP of whose states a policy sees only a group: the policies it may choose from are the same
 * in all states of a group.
 *
 * @param groups group of each state, {@code [states]}, counting from 0
 */
record AliasedMdp(String name, FiniteMdp mdp, int[] groups) {
  private static final double STAY_REWARD = 0.1;

  /**
   * Two states that look alike. In s₀ action 0 stays for a small reward and action 1 leads to s₁;
   * in s₁ action 0 earns 1 and returns, action 1 ends the episode with nothing. A policy that
   * seldom takes action 1 finds it good in s₀, where it nearly always is.
   */
  static AliasedMdp corridor() {
    FiniteMdp mdp =
        new FiniteMdpBuilder("corridor", 2, 2)
            .discount(0.9)
            .start(0, 1)
            .transition(0, 0, 0, 1, STAY_REWARD)
            .transition(0, 1, 1, 1, 0)
            .transition(1, 0, 0, 1, 1)
            .transition(1, 1, 1, 1, 0, true)
            .build();
    return new AliasedMdp("corridor of two alike states", mdp, new int[] {0, 0});
  }

  /** A Garnet with 8 states in groups of four. */
  static AliasedMdp random(long seed) {
    FiniteMdp mdp = Instances.mdp("garnet:8,3,1," + seed, 0.9);
    int[] groups = new int[mdp.states()];
    for (int s = 0; s < groups.length; s++) {
      groups[s] = s / 4;
    }
    return new AliasedMdp(Instances.label(mdp) + ", states in groups of 4", mdp, groups);
  }

  /** Action 0 with this probability, the others alike, everywhere. */
  TabularPolicy mostlyFirst(double probability) {
    double[] table = new double[mdp.states() * mdp.actions()];
    for (int i = 0; i < table.length; i++) {
      table[i] = i % mdp.actions() == 0 ? probability : (1 - probability) / (mdp.actions() - 1);
    }
    return TabularPolicy.of(mdp.states(), mdp.actions(), table);
  }

  /** Of the policies that see groups the one with the largest surrogate advantage. */
  TabularPolicy greedy(Evaluation evaluation, double[] start) {
    double[] visitation = evaluation.visitation(start);
    int[] chosen = new int[mdp.states()];
    for (int s = 0; s < chosen.length; s++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int a = 0; a < mdp.actions(); a++) {
        double sum = 0;
        for (int other = 0; other < chosen.length; other++) {
          if (groups[other] == groups[s]) {
            sum += visitation[other] * evaluation.advantage(other, a);
          }
        }
        if (sum > best) {
          best = sum;
          chosen[s] = a;
        }
      }
    }
    return TabularPolicy.deterministic(mdp.actions(), chosen);
  }
}
