package io.belay.learner.exact;

/**
 * Fisher information of a policy, F = Σ w(s) Σ π(a|s) ∇log π(a|s) ∇log π(a|s)ᵀ.
 *
 * <p>With w = d_μ^π it is the lecture's F_μ(θ); with {@link Divergences#steps} that of trajectories
 * of H steps, of Claim 12.5.
 */
public final class FisherMatrix {
  private FisherMatrix() {}

  /**
   * F, {@code [parameters, parameters]}.
   *
   * @param policy π_θ
   * @param scores ∇log π_θ
   * @param weights w, {@code [states]}, not negative
   */
  public static SymmetricMatrix of(TabularPolicy policy, Scores scores, double[] weights) {
    int d = scores.parameters();
    double[] entries = new double[d * d];
    for (int s = 0; s < policy.states(); s++) {
      for (int a = 0; a < policy.actions(); a++) {
        double weight = weights[s] * policy.probability(s, a);
        if (weight > 0) {
          addOuter(entries, weight, scores, s * policy.actions() + a);
        }
      }
    }
    return new SymmetricMatrix(d, entries);
  }

  private static void addOuter(double[] entries, double weight, Scores scores, int pair) {
    int d = scores.parameters();
    for (int i = 0; i < d; i++) {
      double factor = weight * scores.entry(pair, i);
      if (factor != 0) {
        for (int j = 0; j < d; j++) {
          entries[i * d + j] += factor * scores.entry(pair, j);
        }
      }
    }
  }
}
