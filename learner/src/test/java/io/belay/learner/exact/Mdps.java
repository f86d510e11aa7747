package io.belay.learner.exact;

import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpBuilder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Small MDPs, policies and distributions for tests. */
public final class Mdps {
  private Mdps() {}

  /**
   * Two states, two actions. Action 0 stays and earns 1 in state 0 and 2 in state 1. Action 1 of
   * state 0 goes to state 1 and earns nothing; action 1 of state 1 ends the episode and earns 4.
   */
  public static FiniteMdp two(double discount) {
    return new FiniteMdpBuilder("two", 2, 2)
        .transition(0, 0, 0, 1, 1)
        .transition(0, 1, 1, 1, 0)
        .transition(1, 0, 1, 1, 2)
        .transition(1, 1, 1, 1, 4, true)
        .start(0, 1)
        .discount(discount)
        .build();
  }

  /** Transitions to three random states each, one in six of them ending the episode. */
  public static FiniteMdp random(int states, int actions, double discount, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    FiniteMdpBuilder builder = new FiniteMdpBuilder("random-" + seed, states, actions);
    for (int s = 0; s < states; s++) {
      for (int a = 0; a < actions; a++) {
        double cut = random.nextDouble();
        double other = random.nextDouble() * (1 - cut);
        for (double p : new double[] {cut, other, 1 - cut - other}) {
          builder.transition(
              s, a, random.nextInt(states), p, random.nextDouble(), random.nextInt(6) == 0);
        }
      }
    }
    return builder.start(0, 1).discount(discount).build();
  }

  /** Logits in (−scale, scale). */
  public static double[] logits(int length, double scale, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    double[] logits = new double[length];
    for (int i = 0; i < length; i++) {
      logits[i] = scale * (2 * random.nextDouble() - 1);
    }
    return logits;
  }

  /** A softmax policy of random logits. */
  public static TabularPolicy policy(FiniteMdp mdp, long seed) {
    return TabularPolicy.softmax(
        mdp.states(), mdp.actions(), logits(mdp.states() * mdp.actions(), 1.5, seed));
  }

  /** The same MDP followed by states that nothing leads to and that earn nothing. */
  public static FiniteMdp padded(FiniteMdp mdp, int more) {
    FiniteMdpBuilder builder =
        new FiniteMdpBuilder(mdp.name(), mdp.states() + more, mdp.actions())
            .discount(mdp.discount());
    for (int s = 0; s < mdp.states() + more; s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        if (s >= mdp.states()) {
          builder.transition(s, a, s, 1, 0);
          continue;
        }
        for (int k = mdp.begin(s, a); k < mdp.end(s, a); k++) {
          builder.transition(
              s, a, mdp.next(k), mdp.probability(k), mdp.reward(k), mdp.terminated(k));
        }
      }
    }
    double[] start = mdp.start();
    for (int s = 0; s < start.length; s++) {
      builder.start(s, start[s]);
    }
    return builder.build();
  }

  /** Every state alike. */
  public static double[] everywhere(FiniteMdp mdp) {
    double[] start = new double[mdp.states()];
    Arrays.fill(start, 1.0 / start.length);
    return start;
  }
}
