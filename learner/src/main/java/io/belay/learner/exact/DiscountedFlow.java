package io.belay.learner.exact;

import io.belay.mdp.FiniteMdp;
import java.util.Arrays;

/**
 * γP̃_π of one policy as sparse rows: row s holds the discounted probabilities of going from s to
 * other states without the episode ending.
 *
 * <p>Entries of a row are in the order of actions and then of transitions; the same column may
 * occur more than once.
 */
final class DiscountedFlow {
  private final int states;
  private final double discount;

  /** First entry of each row; one more than rows. */
  private final int[] begins;

  private final int[] columns;
  private final double[] weights;

  private DiscountedFlow(
      int states, double discount, int[] begins, int[] columns, double[] weights) {
    this.states = states;
    this.discount = discount;
    this.begins = begins;
    this.columns = columns;
    this.weights = weights;
  }

  static DiscountedFlow of(FiniteMdp mdp, TabularPolicy policy) {
    int states = mdp.states();
    int[] begins = new int[states + 1];
    int[] columns = new int[mdp.transitions()];
    double[] weights = new double[mdp.transitions()];
    int entries = 0;
    for (int s = 0; s < states; s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        double factor = mdp.discount() * policy.probability(s, a);
        if (factor == 0) {
          continue;
        }
        for (int k = mdp.begin(s, a); k < mdp.end(s, a); k++) {
          if (!mdp.terminated(k)) {
            columns[entries] = mdp.next(k);
            weights[entries++] = factor * mdp.probability(k);
          }
        }
      }
      begins[s + 1] = entries;
    }
    return new DiscountedFlow(
        states,
        mdp.discount(),
        begins,
        Arrays.copyOf(columns, entries),
        Arrays.copyOf(weights, entries));
  }

  int states() {
    return states;
  }

  double discount() {
    return discount;
  }

  /** y ← x − γP̃x, or x − γP̃ᵀx. */
  void subtract(double[] x, boolean transposed, double[] y) {
    System.arraycopy(x, 0, y, 0, states);
    if (transposed) {
      for (int s = 0; s < states; s++) {
        double amount = x[s];
        for (int k = begins[s]; amount != 0 && k < begins[s + 1]; k++) {
          y[columns[k]] -= weights[k] * amount;
        }
      }
    } else {
      for (int s = 0; s < states; s++) {
        double sum = 0;
        for (int k = begins[s]; k < begins[s + 1]; k++) {
          sum += weights[k] * x[columns[k]];
        }
        y[s] -= sum;
      }
    }
  }

  /** The diagonal of I − γP̃, each in [1 − γ, 1]. */
  double[] diagonal() {
    double[] diagonal = new double[states];
    Arrays.fill(diagonal, 1);
    for (int s = 0; s < states; s++) {
      for (int k = begins[s]; k < begins[s + 1]; k++) {
        if (columns[k] == s) {
          diagonal[s] -= weights[k];
        }
      }
    }
    return diagonal;
  }

  /** I − γP̃, {@code [states, states]}, or its transpose. */
  double[] dense(boolean transposed) {
    double[] matrix = new double[states * states];
    for (int s = 0; s < states; s++) {
      matrix[s * states + s] = 1;
    }
    for (int s = 0; s < states; s++) {
      for (int k = begins[s]; k < begins[s + 1]; k++) {
        matrix[transposed ? columns[k] * states + s : s * states + columns[k]] -= weights[k];
      }
    }
    return matrix;
  }

  /** The states that can be reached from where {@code start} is positive, those included. */
  boolean[] reachable(double[] start) {
    boolean[] reached = new boolean[states];
    int[] queue = new int[states];
    int tail = 0;
    for (int s = 0; s < states; s++) {
      if (start[s] > 0) {
        reached[s] = true;
        queue[tail++] = s;
      }
    }
    for (int head = 0; head < tail; head++) {
      int s = queue[head];
      for (int k = begins[s]; k < begins[s + 1]; k++) {
        if (!reached[columns[k]] && weights[k] > 0) {
          reached[columns[k]] = true;
          queue[tail++] = columns[k];
        }
      }
    }
    return reached;
  }
}
