package io.belay.learner.exact;

import io.belay.error.BelayException;
import io.belay.mdp.FiniteMdp;
import java.util.Arrays;

/**
 * A policy as a table of π(a|s), {@code [states, actions]}. Immutable.
 *
 * <p>{@link #softmax} gives π(a|s) ∝ exp(θ(s, a)); a probability may underflow to 0.
 */
public final class TabularPolicy {
  private static final double TOLERANCE = 1e-9;

  private final int states;
  private final int actions;
  private final double[] probabilities;

  private TabularPolicy(int states, int actions, double[] probabilities) {
    this.states = states;
    this.actions = actions;
    this.probabilities = probabilities;
  }

  /**
   * A policy of given probabilities.
   *
   * @param probabilities {@code [states, actions]}, not negative, each row summing to 1 within 1e-9
   * @throws BelayException INVALID_REQUEST where a row is no distribution
   */
  public static TabularPolicy of(int states, int actions, double[] probabilities) {
    requireTable("probabilities", probabilities.length, states, actions);
    for (int s = 0; s < states; s++) {
      double sum = 0;
      for (int a = 0; a < actions; a++) {
        double probability = probabilities[s * actions + a];
        if (!(probability >= 0)) {
          throw BelayException.invalid(
              "the probability of an action is not negative: state=%d, action=%d, probability=%s"
                  .formatted(s, a, probability));
        }
        sum += probability;
      }
      if (!(Math.abs(sum - 1) <= TOLERANCE)) {
        throw BelayException.invalid(
            "the probabilities of a state's actions sum to 1: state=%d, sum=%s".formatted(s, sum));
      }
    }
    return new TabularPolicy(states, actions, probabilities.clone());
  }

  /** Every action with the same probability: π⁽⁰⁾ of the lecture, softmax at θ = 0. */
  public static TabularPolicy uniform(FiniteMdp mdp) {
    double[] probabilities = new double[mdp.states() * mdp.actions()];
    Arrays.fill(probabilities, 1.0 / mdp.actions());
    return new TabularPolicy(mdp.states(), mdp.actions(), probabilities);
  }

  /**
   * One action in each state.
   *
   * @param chosen {@code [states]}, in [0, actions)
   */
  public static TabularPolicy deterministic(int actions, int[] chosen) {
    double[] probabilities = new double[chosen.length * actions];
    for (int s = 0; s < chosen.length; s++) {
      if (chosen[s] < 0 || chosen[s] >= actions) {
        throw BelayException.invalid(
            "an action counts from 0 and is below the number there are: state=%d, action=%d, actions=%d"
                .formatted(s, chosen[s], actions));
      }
      probabilities[s * actions + chosen[s]] = 1;
    }
    return new TabularPolicy(chosen.length, actions, probabilities);
  }

  /**
   * π(a|s) ∝ exp(θ(s, a)).
   *
   * @param logits θ, {@code [states, actions]}, finite
   */
  public static TabularPolicy softmax(int states, int actions, double[] logits) {
    double[] probabilities = logProbabilities(states, actions, logits);
    for (int s = 0; s < states; s++) {
      double sum = 0;
      for (int i = s * actions; i < (s + 1) * actions; i++) {
        probabilities[i] = StrictMath.exp(probabilities[i]);
        sum += probabilities[i];
      }
      for (int i = s * actions; i < (s + 1) * actions; i++) {
        probabilities[i] /= sum;
      }
    }
    return new TabularPolicy(states, actions, probabilities);
  }

  /**
   * θ(s, a) − log Σ_a' exp(θ(s, a')): log π(a|s) of {@link #softmax}, which does not underflow.
   *
   * @param logits θ, {@code [states, actions]}, finite
   */
  public static double[] logProbabilities(int states, int actions, double[] logits) {
    requireTable("logits", logits.length, states, actions);
    double[] result = new double[logits.length];
    for (int s = 0; s < states; s++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = s * actions; i < (s + 1) * actions; i++) {
        if (!Double.isFinite(logits[i])) {
          throw BelayException.invalid(
              "a logit is finite; use a smaller step: state=%d, action=%d, logit=%s"
                  .formatted(s, i - s * actions, logits[i]));
        }
        largest = Math.max(largest, logits[i]);
      }
      double sum = 0;
      for (int i = s * actions; i < (s + 1) * actions; i++) {
        sum += StrictMath.exp(logits[i] - largest);
      }
      double logSum = largest + StrictMath.log(sum);
      for (int i = s * actions; i < (s + 1) * actions; i++) {
        result[i] = logits[i] - logSum;
      }
    }
    return result;
  }

  /**
   * (1 − w) π + w π′, state by state: Kakade and Langford's mixture.
   *
   * @param other π′
   * @param weight w, in [0, 1]
   */
  public TabularPolicy mixedWith(TabularPolicy other, double weight) {
    requireTable("otherPolicy", other.probabilities.length, states, actions);
    if (!(weight >= 0 && weight <= 1)) {
      throw BelayException.invalid("the weight of a mixture is in [0, 1]: weight=" + weight);
    }
    double[] mixed = new double[probabilities.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = (1 - weight) * probabilities[i] + weight * other.probabilities[i];
    }
    return new TabularPolicy(states, actions, mixed);
  }

  public int states() {
    return states;
  }

  public int actions() {
    return actions;
  }

  /** π(a|s). */
  public double probability(int state, int action) {
    return probabilities[state * actions + action];
  }

  /** π, {@code [states, actions]}; a copy. */
  public double[] probabilities() {
    return probabilities.clone();
  }

  private static void requireTable(String what, int length, int states, int actions) {
    if (length != states * actions) {
      throw BelayException.invalid(
          "a table has an entry for each state and action: %s=%d, states=%d, actions=%d"
              .formatted(what, length, states, actions));
    }
  }
}
