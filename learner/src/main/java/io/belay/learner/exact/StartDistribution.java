package io.belay.learner.exact;

import io.belay.error.BelayException;
import io.belay.mdp.FiniteMdp;

/** Distributions over the states of a finite MDP, μ and ρ, as arrays {@code [states]}. */
public final class StartDistribution {
  private static final double TOLERANCE = 1e-9;

  private StartDistribution() {}

  /** All states but the absorbing ones, each with the same probability: as workers restart. */
  public static double[] uniform(FiniteMdp mdp) {
    return mdp.uniformStart();
  }

  /** One state, always. */
  public static double[] at(FiniteMdp mdp, int state) {
    double[] start = new double[mdp.states()];
    start[state] = 1;
    return start;
  }

  /**
   * Refuses what is no distribution over the MDP's states.
   *
   * @throws BelayException INVALID_REQUEST
   */
  public static void require(FiniteMdp mdp, double[] start) {
    if (start.length != mdp.states()) {
      throw BelayException.invalid(
          "a start distribution has an entry for each state: mdp=%s, entries=%d, states=%d"
              .formatted(mdp.name(), start.length, mdp.states()));
    }
    double sum = 0;
    for (int s = 0; s < start.length; s++) {
      if (!(start[s] >= 0)) {
        throw BelayException.invalid(
            "a start probability is not negative: mdp=%s, state=%d, probability=%s"
                .formatted(mdp.name(), s, start[s]));
      }
      sum += start[s];
    }
    if (!(Math.abs(sum - 1) <= TOLERANCE)) {
      throw BelayException.invalid(
          "a start distribution sums to 1: mdp=%s, sum=%s".formatted(mdp.name(), sum));
    }
  }
}
