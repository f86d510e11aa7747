package io.belay.mdp.ready;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.error.BelayException;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpBuilder;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Random MDPs without any structure: from each state each action leads to b states, chosen at
 * random.
 *
 * <p>The b states are distinct, each set of them equally likely; their probabilities are the
 * lengths of the parts into which b − 1 uniform points cut [0, 1]. The reward r(s, a) is uniform in
 * [0, 1). The episode begins in state 0, as good as any other, and never ends; one that is sampled
 * is cut off after 1000 steps. Discount 0.99. What follows (s, a) is a function of (seed, s, a) and
 * the sizes alone.
 *
 * <p>After Archibald, McKinnon and Thomas, <a href="https://doi.org/10.1057/jors.1995.50">On the
 * Generation of Markov Decision Processes</a>, 1995, and Bhatnagar, Sutton, Ghavamzadeh and Lee, <a
 * href="https://doi.org/10.1016/j.automatica.2009.07.008">Natural Actor–Critic Algorithms</a>,
 * 2009, whose Garnet draws normal rewards.
 */
public final class Garnet {
  private static final int EPISODE_STEPS = 1000;
  private static final int MOST_TRANSITIONS = 20_000_000;

  private Garnet() {}

  /**
   * One of the family.
   *
   * @param states |S|, at least 1
   * @param actions |A|, at least 1
   * @param branching b, from 1 to |S|; there are at most 20 000 000 transitions
   * @param seed which one
   */
  public static FiniteMdp of(int states, int actions, int branching, long seed) {
    if (states < 1
        || actions < 1
        || branching < 1
        || branching > states
        || (double) states * actions * branching > MOST_TRANSITIONS) {
      throw BelayException.invalid(
          "a Garnet has states, actions, from 1 to all states after each, and at most %d transitions; use for example garnet:100,4,5,1: states=%d, actions=%d, branching=%d"
              .formatted(MOST_TRANSITIONS, states, actions, branching));
    }
    FiniteMdpBuilder builder =
        new FiniteMdpBuilder(
                "garnet:%d,%d,%d,%d".formatted(states, actions, branching, seed), states, actions)
            .maxEpisodeSteps(EPISODE_STEPS)
            .start(0, 1);
    Chance chance = new Chance(seed);
    for (int state = 0; state < states; state++) {
      for (int action = 0; action < actions; action++) {
        chance.at(Purpose.INSTANCE, state, 0, action);
        double reward = chance.nextDouble();
        int[] next = distinct(branching, states, chance);
        double[] ends = cuts(branching, chance);
        for (int k = 0; k < branching; k++) {
          double probability = k == 0 ? ends[0] : ends[k] - ends[k - 1];
          builder.transition(state, action, next[k], probability, reward);
        }
      }
    }
    return builder.build();
  }

  /**
   * A uniformly chosen set of {@code count} of the numbers below {@code bound}, ascending: Floyd's
   * algorithm (Bentley, Programming Pearls, 1987), with one uniform number each.
   */
  private static int[] distinct(int count, int bound, RandomGenerator random) {
    int[] chosen = new int[count];
    for (int k = 0; k < count; k++) {
      int last = bound - count + k;
      int number = (int) (random.nextDouble() * (last + 1));
      // Kept sorted; last is above all that were chosen so far.
      int place = Arrays.binarySearch(chosen, 0, k, number);
      if (place >= 0) {
        chosen[k] = last;
      } else {
        int at = -place - 1;
        System.arraycopy(chosen, at, chosen, at + 1, k - at);
        chosen[at] = number;
      }
    }
    return chosen;
  }

  /** {@code count} − 1 uniform points, ascending, and 1. */
  private static double[] cuts(int count, RandomGenerator random) {
    double[] ends = new double[count];
    for (int k = 0; k < count - 1; k++) {
      ends[k] = random.nextDouble();
    }
    ends[count - 1] = 1;
    Arrays.sort(ends);
    return ends;
  }
}
