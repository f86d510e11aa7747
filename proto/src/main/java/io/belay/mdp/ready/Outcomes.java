package io.belay.mdp.ready;

import io.belay.mdp.FiniteMdpBuilder;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * What may follow one state and one action. Equal outcomes are one, their probabilities added up in
 * the order given; they are in ascending order of state, then of reward.
 */
final class Outcomes {
  private final TreeMap<Outcome, Double> probabilities =
      new TreeMap<>(
          Comparator.comparingInt(Outcome::next)
              .thenComparingDouble(Outcome::reward)
              .thenComparing(Outcome::terminated));

  private record Outcome(int next, double reward, boolean terminated) {}

  Outcomes add(int next, double probability, double reward, boolean terminated) {
    probabilities.merge(new Outcome(next, reward, terminated), probability, Double::sum);
    return this;
  }

  void addTo(FiniteMdpBuilder builder, int state, int action) {
    probabilities.forEach((outcome, probability) ->
        builder.transition(
            state, action, outcome.next(), probability, outcome.reward(), outcome.terminated()));
  }
}
