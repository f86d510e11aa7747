package io.belay.learner.exact;

import io.belay.error.BelayException;
import io.belay.mdp.FiniteMdp;
import io.belay.recipe.RestartSettings;
import java.util.List;
import java.util.Optional;

/** Distributions over the states of a finite MDP, μ and ρ, as arrays {@code [states]}. */
public final class StartDistribution {
  private static final double TOLERANCE = 1e-9;

  private StartDistribution() {}

  /**
   * What a recipe's {@code sampling.restart} says of an MDP's states, of which a state is written
   * {@code [number]}.
   *
   * @return {@code [states]}; empty where it is no distribution over states: a box, or the states
   *     that a run has visited
   * @throws BelayException INVALID_REQUEST where it names a state that is none
   */
  public static Optional<double[]> of(FiniteMdp mdp, RestartSettings restart) {
    return switch (restart) {
      case RestartSettings.EnvironmentRestart _ -> Optional.of(mdp.start());
      case RestartSettings.Uniform _ -> Optional.of(uniform(mdp));
      case RestartSettings.FixedState fixed -> Optional.of(at(mdp, state(mdp, fixed.state())));
      case RestartSettings.WeightedStates weighted -> Optional.of(weighted(mdp, weighted));
      case RestartSettings.Mixture mixture ->
          of(mdp, mixture.distribution())
              .map(other -> mixed(mdp.start(), other, mixture.probability()));
      case RestartSettings.UniformBox _, RestartSettings.VisitedStates _ -> Optional.empty();
    };
  }

  private static double[] weighted(FiniteMdp mdp, RestartSettings.WeightedStates weighted) {
    double sum = 0;
    for (double weight : weighted.weights()) {
      sum += weight;
    }
    double[] start = new double[mdp.states()];
    for (int i = 0; i < weighted.states().size(); i++) {
      start[state(mdp, weighted.states().get(i))] += weighted.weights().get(i) / sum;
    }
    return start;
  }

  private static double[] mixed(double[] start, double[] other, double probability) {
    for (int s = 0; s < start.length; s++) {
      start[s] = (1 - probability) * start[s] + probability * other[s];
    }
    return start;
  }

  private static int state(FiniteMdp mdp, List<Double> written) {
    double number = written.size() == 1 ? written.getFirst() : Double.NaN;
    if (!(number >= 0 && number < mdp.states()) || number != Math.rint(number)) {
      throw BelayException.invalid(
          "a state of a finite MDP is written [number], from 0 and below the number of states: mdp=%s, state=%s, states=%d"
              .formatted(mdp.name(), written, mdp.states()));
    }
    return (int) number;
  }

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
