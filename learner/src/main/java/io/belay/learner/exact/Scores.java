package io.belay.learner.exact;

import io.belay.error.BelayException;

/**
 * ∇log π_θ(a|s) of every pair, {@code [states · actions, parameters]}. Immutable.
 *
 * <p>Dense: with softmax it has (|S||A|)² entries, so it is for the statements and not for large
 * MDPs, for which {@link PolicyGradient#softmax} has the closed form.
 */
public final class Scores {
  private static final int MOST_ENTRIES = 1 << 28;

  private final int pairs;
  private final int parameters;
  private final double[] rows;

  /**
   * Scores from a matrix.
   *
   * @param rows {@code [pairs, parameters]}, handed over
   */
  public Scores(int pairs, int parameters, double[] rows) {
    if (rows.length != (long) pairs * parameters) {
      throw BelayException.invalid(
          "scores have a row for each pair: entries=%d, pairs=%d, parameters=%d"
              .formatted(rows.length, pairs, parameters));
    }
    this.pairs = pairs;
    this.parameters = parameters;
    this.rows = rows;
  }

  /**
   * Room for a matrix of scores.
   *
   * @throws BelayException INVALID_REQUEST where no array is that large
   */
  static double[] room(int pairs, int parameters) {
    long entries = (long) pairs * parameters;
    if (entries > MOST_ENTRIES) {
      throw BelayException.invalid(
          "scores are a dense matrix of at most %d entries; use a closed form or fewer features: pairs=%d, parameters=%d"
              .formatted(MOST_ENTRIES, pairs, parameters));
    }
    return new double[(int) entries];
  }

  /** |S||A|. */
  public int pairs() {
    return pairs;
  }

  /** d, the length of θ. */
  public int parameters() {
    return parameters;
  }

  /** ∂ log π(a|s)/∂θⱼ, the pair being s·actions + a. */
  public double entry(int pair, int parameter) {
    return rows[pair * parameters + parameter];
  }

  /** w·∇log π(a|s) of every pair, {@code [pairs]}. */
  public double[] times(double[] w) {
    double[] result = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      for (int j = 0; j < parameters; j++) {
        result[i] += entry(i, j) * w[j];
      }
    }
    return result;
  }

  /** Σ w(s, a) ∇log π(a|s), {@code [parameters]}. */
  public double[] weighted(double[] weights) {
    double[] sum = new double[parameters];
    for (int i = 0; i < pairs; i++) {
      if (weights[i] != 0) {
        Sums.addRow(sum, weights[i], rows, i);
      }
    }
    return sum;
  }
}
