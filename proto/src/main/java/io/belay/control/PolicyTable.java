package io.belay.control;

import io.belay.error.BelayException;

/**
 * A policy on a finite MDP that is small enough to be looked at: what it does in every state and
 * what every state is worth under it. Arrays are handed over and never written again.
 *
 * @param iteration iterations done when the policy was made
 * @param states at least 1
 * @param actions at least 1; states · actions is at most {@value #MOST_PAIRS}
 * @param values V^π(s), {@code [states]}, finite
 * @param probabilities π(a|s), {@code [states, actions]}, each in [0, 1]
 */
public record PolicyTable(
    int iteration, int states, int actions, float[] values, float[] probabilities) {
  /** Pairs of state and action that a table has at most: 64 KiB of probabilities. */
  public static final int MOST_PAIRS = 16_384;

  public PolicyTable {
    if (!fits(states, actions)
        || values.length != states
        || probabilities.length != states * actions) {
      throw BelayException.invalid(
          "a policy table has a value for each state and a probability for each of at most %d pairs: states=%d, actions=%d, values=%d, probabilities=%d"
              .formatted(MOST_PAIRS, states, actions, values.length, probabilities.length));
    }
    for (int s = 0; s < states; s++) {
      if (!Float.isFinite(values[s])) {
        throw BelayException.invalid(
            "the value of a state is finite: state=%d, value=%s".formatted(s, values[s]));
      }
    }
    for (int i = 0; i < probabilities.length; i++) {
      if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
        throw BelayException.invalid(
            "a probability is in [0, 1]: state=%d, action=%d, probability=%s"
                .formatted(i / actions, i % actions, probabilities[i]));
      }
    }
  }

  /** Whether an MDP of this size has a table. */
  public static boolean fits(int states, int actions) {
    return states >= 1 && actions >= 1 && (long) states * actions <= MOST_PAIRS;
  }

  /**
   * The table of numbers in double precision.
   *
   * @param values {@code [states]}
   * @param probabilities {@code [states, actions]}
   */
  public static PolicyTable of(int iteration, double[] values, double[] probabilities) {
    return new PolicyTable(
        iteration,
        values.length,
        probabilities.length / values.length,
        narrowed(values),
        narrowed(probabilities));
  }

  private static float[] narrowed(double[] numbers) {
    float[] narrow = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      narrow[i] = (float) numbers[i];
    }
    return narrow;
  }
}
