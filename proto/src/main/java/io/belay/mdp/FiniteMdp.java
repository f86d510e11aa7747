package io.belay.mdp;

import io.belay.error.BelayException;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A Markov decision process with finitely many states and actions. Immutable.
 *
 * <p>Transitions are numbered; those of a pair (s, a) are the numbers in [{@link #begin}, {@link
 * #end}), in the order in which they were added. A transition that is {@link #terminated} ends the
 * episode: it leads to an absorbing state of reward 0, which has no number of its own, so that
 * nothing after it counts. The state it names is only what an observer sees last. This is
 * Gymnasium's convention.
 *
 * <p>Made by {@link FiniteMdpBuilder}, which checks everything.
 */
public final class FiniteMdp {
  private final String name;
  private final int states;
  private final int actions;
  private final double discount;
  private final double[] start;

  /** First transition of pair s·actions + a; one more entry than pairs. */
  private final int[] begins;

  private final int[] next;
  private final double[] probabilities;
  private final double[] rewards;
  private final boolean[] terminated;
  private final OptionalInt maxEpisodeSteps;
  private final OptionalDouble rewardThreshold;

  FiniteMdp(
      String name,
      int states,
      int actions,
      double discount,
      double[] start,
      int[] begins,
      int[] next,
      double[] probabilities,
      double[] rewards,
      boolean[] terminated,
      OptionalInt maxEpisodeSteps,
      OptionalDouble rewardThreshold) {
    this.name = name;
    this.states = states;
    this.actions = actions;
    this.discount = discount;
    this.start = start;
    this.begins = begins;
    this.next = next;
    this.probabilities = probabilities;
    this.rewards = rewards;
    this.terminated = terminated;
    this.maxEpisodeSteps = maxEpisodeSteps;
    this.rewardThreshold = rewardThreshold;
  }

  /** The same process with another discount, in [0, 1). */
  public FiniteMdp withDiscount(double newDiscount) {
    if (!(newDiscount >= 0 && newDiscount < 1)) {
      throw BelayException.invalid(
          "the discount of a finite MDP is in [0, 1): mdp=%s, discount=%s"
              .formatted(name, newDiscount));
    }
    return new FiniteMdp(
        name,
        states,
        actions,
        newDiscount,
        start,
        begins,
        next,
        probabilities,
        rewards,
        terminated,
        maxEpisodeSteps,
        rewardThreshold);
  }

  public String name() {
    return name;
  }

  /** |S|, at least 1. */
  public int states() {
    return states;
  }

  /** |A|, at least 1; every action can be taken in every state. */
  public int actions() {
    return actions;
  }

  /** γ, in [0, 1). */
  public double discount() {
    return discount;
  }

  /** ρ, {@code [states]}, a distribution; a copy. */
  public double[] start() {
    return start.clone();
  }

  /** Number of the first transition of a pair. */
  public int begin(int state, int action) {
    return begins[state * actions + action];
  }

  /** One more than the number of the last transition of a pair. */
  public int end(int state, int action) {
    return begins[state * actions + action + 1];
  }

  /** How many transitions there are. */
  public int transitions() {
    return next.length;
  }

  /** The state that a transition leads to. */
  public int next(int transition) {
    return next[transition];
  }

  /** Its probability given its pair, in (0, 1]; those of a pair sum to 1 within 1e-9. */
  public double probability(int transition) {
    return probabilities[transition];
  }

  /** Its reward, finite. */
  public double reward(int transition) {
    return rewards[transition];
  }

  /** Whether it ends the episode. */
  public boolean terminated(int transition) {
    return terminated[transition];
  }

  /** r(s, a): the mean reward of a pair. */
  public double expectedReward(int state, int action) {
    double sum = 0;
    for (int k = begin(state, action); k < end(state, action); k++) {
      sum += probabilities[k] * rewards[k];
    }
    return sum;
  }

  /** Whether no action in a state leads out of it or earns anything. */
  public boolean absorbing(int state) {
    for (int k = begin(state, 0); k < end(state, actions - 1); k++) {
      if (rewards[k] != 0 || (next[k] != state && !terminated[k])) {
        return false;
      }
    }
    return true;
  }

  /**
   * The uniform distribution over the states that are not {@link #absorbing}, {@code [states]}.
   *
   * @throws BelayException INVALID_REQUEST where all are
   */
  public double[] uniformStart() {
    double[] uniform = new double[states];
    int count = 0;
    for (int state = 0; state < states; state++) {
      if (!absorbing(state)) {
        uniform[state] = 1;
        count++;
      }
    }
    if (count == 0) {
      throw BelayException.invalid(
          "a uniform start needs a state that is not absorbing: mdp=" + name);
    }
    for (int state = 0; state < states; state++) {
      uniform[state] /= count;
    }
    return uniform;
  }

  /** The smallest reward of a transition. */
  public double smallestReward() {
    return Arrays.stream(rewards).min().orElseThrow();
  }

  /** The largest reward of a transition. */
  public double largestReward() {
    return Arrays.stream(rewards).max().orElseThrow();
  }

  /** Time limit of an episode that is sampled; the exact quantities know none. */
  public OptionalInt maxEpisodeSteps() {
    return maxEpisodeSteps;
  }

  /** Mean undiscounted return from which it counts as solved. */
  public OptionalDouble rewardThreshold() {
    return rewardThreshold;
  }

  @Override
  public String toString() {
    return "%s with %d states, %d actions, %d transitions"
        .formatted(name, states, actions, next.length);
  }
}
