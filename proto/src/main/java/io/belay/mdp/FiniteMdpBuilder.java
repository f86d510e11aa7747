package io.belay.mdp;

import io.belay.error.BelayException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Makes a {@link FiniteMdp} and refuses what is none. Transitions may be added in any order. Not
 * thread-safe.
 *
 * <p>Rules, each with an error of its own: indices are in range; probabilities are in [0, 1] and
 * those of every pair sum to 1 within 1e-9 (ones of 0 are dropped, and every pair has another);
 * rewards are finite; the discount is in [0, 1); the start distribution is not negative and sums to
 * 1 within 1e-9.
 */
public final class FiniteMdpBuilder {
  private static final double TOLERANCE = 1e-9;
  private static final int MOST_PAIRS = 1 << 26;
  private static final double DEFAULT_DISCOUNT = 0.99;

  private final String name;
  private final int states;
  private final int actions;
  private final double[] start;
  private final List<Row> rows = new ArrayList<>();
  private double discount = DEFAULT_DISCOUNT;
  private OptionalInt maxEpisodeSteps = OptionalInt.empty();
  private OptionalDouble rewardThreshold = OptionalDouble.empty();

  private record Row(int pair, int next, double probability, double reward, boolean terminated) {}

  /**
   * Begins a process without transitions, with discount 0.99.
   *
   * @param states |S|, at least 1
   * @param actions |A|, at least 1
   */
  public FiniteMdpBuilder(String name, int states, int actions) {
    if (states < 1 || actions < 1 || (long) states * actions > MOST_PAIRS) {
      throw BelayException.invalid(
          "a finite MDP has at least one state and one action, and at most %d pairs: mdp=%s, states=%d, actions=%d"
              .formatted(MOST_PAIRS, name, states, actions));
    }
    this.name = name;
    this.states = states;
    this.actions = actions;
    this.start = new double[states];
  }

  /** Adds a transition that does not end the episode. */
  public FiniteMdpBuilder transition(
      int state, int action, int next, double probability, double reward) {
    return transition(state, action, next, probability, reward, false);
  }

  /** Adds a transition; one of probability 0 is left out. */
  public FiniteMdpBuilder transition(
      int state, int action, int next, double probability, double reward, boolean terminated) {
    requireIndex("state", state, states);
    requireIndex("action", action, actions);
    requireIndex("nextState", next, states);
    if (!(probability >= 0 && probability <= 1)) {
      throw BelayException.invalid(
          "a probability is in [0, 1]: mdp=%s, state=%d, action=%d, probability=%s"
              .formatted(name, state, action, probability));
    }
    if (!Double.isFinite(reward)) {
      throw BelayException.invalid(
          "a reward is finite: mdp=%s, state=%d, action=%d, reward=%s"
              .formatted(name, state, action, reward));
    }
    if (probability > 0) {
      rows.add(new Row(state * actions + action, next, probability, reward, terminated));
    }
    return this;
  }

  /** Sets γ. */
  public FiniteMdpBuilder discount(double newDiscount) {
    discount = newDiscount;
    return this;
  }

  /** Adds to the probability of beginning in a state. */
  public FiniteMdpBuilder start(int state, double probability) {
    requireIndex("startState", state, states);
    if (!(probability >= 0 && probability <= 1)) {
      throw BelayException.invalid(
          "a start probability is in [0, 1]: mdp=%s, state=%d, probability=%s"
              .formatted(name, state, probability));
    }
    start[state] += probability;
    return this;
  }

  /** Sets the time limit of an episode, at least 1. */
  public FiniteMdpBuilder maxEpisodeSteps(int steps) {
    if (steps < 1) {
      throw BelayException.invalid(
          "a time limit is at least one step: mdp=%s, maxEpisodeSteps=%d".formatted(name, steps));
    }
    maxEpisodeSteps = OptionalInt.of(steps);
    return this;
  }

  /** Sets the mean return from which the process counts as solved, finite. */
  public FiniteMdpBuilder rewardThreshold(double threshold) {
    if (!Double.isFinite(threshold)) {
      throw BelayException.invalid(
          "a reward threshold is finite: mdp=%s, rewardThreshold=%s".formatted(name, threshold));
    }
    rewardThreshold = OptionalDouble.of(threshold);
    return this;
  }

  /**
   * Makes the process.
   *
   * @throws BelayException INVALID_REQUEST where a pair has no transition, its probabilities or the
   *     start distribution do not sum to 1, or the discount is not in [0, 1)
   */
  public FiniteMdp build() {
    requireEveryPair();
    int[] begins = new int[states * actions + 1];
    rows.forEach(row -> begins[row.pair() + 1]++);
    for (int pair = 0; pair < states * actions; pair++) {
      begins[pair + 1] += begins[pair];
    }
    int[] at = begins.clone();
    int[] next = new int[rows.size()];
    double[] probabilities = new double[rows.size()];
    double[] rewards = new double[rows.size()];
    boolean[] terminated = new boolean[rows.size()];
    for (Row row : rows) {
      int k = at[row.pair()]++;
      next[k] = row.next();
      probabilities[k] = row.probability();
      rewards[k] = row.reward();
      terminated[k] = row.terminated();
    }
    requireDistributions(begins, probabilities);
    double sum = Arrays.stream(start).sum();
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw BelayException.invalid(
          "the start distribution sums to 1: mdp=%s, sum=%s".formatted(name, sum));
    }
    return new FiniteMdp(
            name,
            states,
            actions,
            0,
            start.clone(),
            begins,
            next,
            probabilities,
            rewards,
            terminated,
            maxEpisodeSteps,
            rewardThreshold)
        .withDiscount(discount);
  }

  private void requireEveryPair() {
    // Fewer bits than pairs where there are fewer transitions: then one of the first is missing.
    BitSet present = new BitSet();
    for (Row row : rows) {
      if (row.pair() <= rows.size()) {
        present.set(row.pair());
      }
    }
    int absent = present.nextClearBit(0);
    if (absent < states * actions) {
      throw BelayException.invalid(
          "every action can be taken in every state; add what follows it, for example the state itself: mdp=%s, state=%d, action=%d, transitions=0"
              .formatted(name, absent / actions, absent % actions));
    }
  }

  private void requireDistributions(int[] begins, double[] probabilities) {
    for (int pair = 0; pair < states * actions; pair++) {
      double sum = 0;
      for (int k = begins[pair]; k < begins[pair + 1]; k++) {
        sum += probabilities[k];
      }
      if (Math.abs(sum - 1) > TOLERANCE) {
        throw BelayException.invalid(
            "the probabilities of a state and an action sum to 1: mdp=%s, state=%d, action=%d, sum=%s"
                .formatted(name, pair / actions, pair % actions, sum));
      }
    }
  }

  private void requireIndex(String what, int index, int count) {
    if (index < 0 || index >= count) {
      throw BelayException.invalid(
          "an index counts from 0 and is below the number there are: mdp=%s, %s=%d, count=%d"
              .formatted(name, what, index, count));
    }
  }
}
