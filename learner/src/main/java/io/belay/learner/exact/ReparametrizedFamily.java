package io.belay.learner.exact;

import io.belay.error.BelayException;

/**
 * A family in other coordinates: π_φ = π_θ at θ = Mφ, so that ∇_φ log π = Mᵀ ∇_θ log π.
 *
 * @param family in θ ∈ ℝᵈ
 * @param parameters the length of φ
 * @param matrix M, {@code [d, parameters]}, handed over
 */
public record ReparametrizedFamily(PolicyFamily family, int parameters, double[] matrix)
    implements PolicyFamily {

  public ReparametrizedFamily {
    if (matrix.length != family.parameters() * parameters) {
      throw BelayException.invalid(
          "the matrix of a reparametrization has a row for each old parameter: entries=%d, old=%d, new=%d"
              .formatted(matrix.length, family.parameters(), parameters));
    }
  }

  /** θ = Mφ, {@code [d]}. */
  public double[] original(double[] phi) {
    double[] theta = new double[family.parameters()];
    for (int i = 0; i < theta.length; i++) {
      for (int j = 0; j < parameters; j++) {
        theta[i] += matrix[i * parameters + j] * phi[j];
      }
    }
    return theta;
  }

  @Override
  public TabularPolicy policy(double[] phi) {
    return family.policy(original(phi));
  }

  @Override
  public Scores scores(double[] phi) {
    Scores old = family.scores(original(phi));
    double[] rows = Scores.room(old.pairs(), parameters);
    for (int pair = 0; pair < old.pairs(); pair++) {
      double[] row = new double[parameters];
      for (int i = 0; i < old.parameters(); i++) {
        Sums.addRow(row, old.entry(pair, i), matrix, i);
      }
      System.arraycopy(row, 0, rows, pair * parameters, parameters);
    }
    return new Scores(old.pairs(), parameters, rows);
  }
}
