package io.belay.learner.exact;

import io.belay.mdp.FiniteMdp;

/**
 * ∇²_θ V^{π_θ}(μ) of tabular softmax in closed form.
 *
 * <p>With x = μᵀ(I − γP̃_π)⁻¹ and G(s, a; s′) = Σ γP̃(·|s, a)(I − γP̃_π)⁻¹ e_s′, the derivatives in
 * the probabilities are ∂V/∂π(s, a) = x(s) Q(s, a), ∂x(s)/∂π(s′, a′) = x(s′) G(s′, a′; s) and ∂Q(s,
 * a)/∂π(s′, a′) = G(s, a; s′) Q(s′, a′). The chain rule through softmax centres each function of an
 * action under π; with Ḡ = G − Σ π G,
 *
 * <pre>
 *   ∂²V/∂θ(s, b)∂θ(s′, b′) = x(s)  π(b|s)   Ḡ(s, b; s′)   π(b′|s′) A(s′, b′)
 *                          + x(s′) π(b′|s′) Ḡ(s′, b′; s)  π(b|s)   A(s, b)
 *                          + 1[s = s′] x(s) (1[b = b′] π(b|s) A(s, b)
 *                                            − π(b|s) π(b′|s) (A(s, b) + A(s, b′)))
 * </pre>
 */
public final class SoftmaxHessian {
  private final Evaluation evaluation;
  private final FiniteMdp mdp;
  private final int pairs;
  private final double[] x;

  /** π(b|s) Ḡ(s, b; s′), {@code [pairs, states]}. */
  private final double[] moves;

  private SoftmaxHessian(Evaluation evaluation, double[] start) {
    this.evaluation = evaluation;
    this.mdp = evaluation.mdp();
    this.pairs = mdp.states() * mdp.actions();
    this.x = evaluation.occupancy(start);
    this.moves = moves();
  }

  /**
   * The Hessian, {@code [states · actions, states · actions]}.
   *
   * @param evaluation of π_θ
   * @param start μ, {@code [states]}
   */
  public static SymmetricMatrix of(Evaluation evaluation, double[] start) {
    StartDistribution.require(evaluation.mdp(), start);
    return new SoftmaxHessian(evaluation, start).matrix();
  }

  private SymmetricMatrix matrix() {
    double[] entries = new double[pairs * pairs];
    for (int i = 0; i < pairs; i++) {
      for (int j = 0; j < pairs; j++) {
        entries[i * pairs + j] = across(i, j) + across(j, i) + within(i, j);
      }
    }
    return new SymmetricMatrix(pairs, entries);
  }

  private double across(int i, int j) {
    int other = j / mdp.actions();
    return x[i / mdp.actions()] * moves[i * mdp.states() + other] * probability(j) * advantage(j);
  }

  private double within(int i, int j) {
    int s = i / mdp.actions();
    if (s != j / mdp.actions()) {
      return 0;
    }
    double same = i == j ? probability(i) * advantage(i) : 0;
    return x[s] * (same - probability(i) * probability(j) * (advantage(i) + advantage(j)));
  }

  private double probability(int pair) {
    return evaluation.policy().probability(pair / mdp.actions(), pair % mdp.actions());
  }

  private double advantage(int pair) {
    return evaluation.advantage(pair / mdp.actions(), pair % mdp.actions());
  }

  private double[] moves() {
    int states = mdp.states();
    double[] inverse = inverse();
    double[] result = new double[pairs * states];
    for (int s = 0; s < states; s++) {
      double[] mean = new double[states];
      for (int a = 0; a < mdp.actions(); a++) {
        int pair = s * mdp.actions() + a;
        double[] row = new double[states];
        for (int k = mdp.begin(s, a); k < mdp.end(s, a); k++) {
          if (!mdp.terminated(k)) {
            Sums.addRow(row, mdp.discount() * mdp.probability(k), inverse, mdp.next(k));
          }
        }
        System.arraycopy(row, 0, result, pair * states, states);
        Sums.addRow(mean, probability(pair), result, pair);
      }
      for (int a = 0; a < mdp.actions(); a++) {
        int pair = s * mdp.actions() + a;
        for (int next = 0; next < states; next++) {
          result[pair * states + next] =
              probability(pair) * (result[pair * states + next] - mean[next]);
        }
      }
    }
    return result;
  }

  /** (I − γP̃_π)⁻¹, {@code [states, states]}. */
  private double[] inverse() {
    int states = mdp.states();
    double[] inverse = new double[states * states];
    for (int s = 0; s < states; s++) {
      double[] row = evaluation.occupancy(StartDistribution.at(mdp, s));
      System.arraycopy(row, 0, inverse, s * states, states);
    }
    return inverse;
  }
}
