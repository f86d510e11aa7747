package io.belay.learner.theory.optimality;

import io.belay.learner.theory.instance.Vectors;

/**
 * ∇V(s₀) on the chain of Proposition 10.1 to full relative accuracy, however small it is.
 *
 * <p>A linear solver's error is a part of the largest value there is, which is H here and 3^{−H} at
 * the other end. With p_s = π(a₁|s) and q_s = 1 − p_s values and expected visits obey
 *
 * <pre>
 *   V(s) = c_s V(s + 1),      c₀ = γp₀/(1 − γq₀),    c_s = γp_s/(1 − γq_s c_{s−1})
 *   x(s) = e_s x(s − 1),      e_H = γp_{H−1},        e_s = γp_{s−1}/(1 − γq_{s+1} e_{s+1})
 * </pre>
 *
 * <p>in which nothing cancels: every term subtracted from 1 is well below it where p_s ≤ 1/4.
 */
final class LeftwardChain {
  private static final int LEFT_ACTIONS = 3;

  private LeftwardChain() {}

  /**
   * ∂V(s₀)/∂θ(s, a) by Lemma 10.2, {@code [(H + 2) · 4]}.
   *
   * @param right p, {@code [H + 2]}, the other three actions being equally likely
   */
  static double[] gradient(double[] right) {
    int end = right.length - 1;
    double discount = (end - 1.0) / end;
    double[] ratios = valueRatios(right, discount);
    double[] visits = visits(right, discount);
    double[] values = new double[end + 1];
    values[end] = right[end] / (1 - discount);
    for (int s = end - 1; s >= 0; s--) {
      values[s] = ratios[s] * values[s + 1];
    }
    double[] gradient = new double[(end + 1) * (LEFT_ACTIONS + 1)];
    for (int s = 0; s <= end; s++) {
      double left = (1 - right[s]) / LEFT_ACTIONS;
      double back = s == 0 ? discount - 1 : discount * ratios[s - 1] - 1;
      double forward = s == end ? 1 - right[s] : values[s + 1] * (discount - ratios[s]);
      double away = s == end ? -right[s] : values[s] * back;
      gradient[s * (LEFT_ACTIONS + 1)] = visits[s] * right[s] * forward;
      for (int a = 1; a <= LEFT_ACTIONS; a++) {
        gradient[s * (LEFT_ACTIONS + 1) + a] = visits[s] * left * away;
      }
    }
    return gradient;
  }

  /** ‖∇V(s₀)‖. */
  static double slope(double[] right) {
    return Vectors.norm(gradient(right));
  }

  private static double[] valueRatios(double[] right, double discount) {
    double[] ratios = new double[right.length - 1];
    double before = 1;
    for (int s = 0; s < ratios.length; s++) {
      ratios[s] = discount * right[s] / (1 - discount * (1 - right[s]) * before);
      before = ratios[s];
    }
    return ratios;
  }

  /** x(s) = Σ γᵗ P(s_t = s | s₀). */
  private static double[] visits(double[] right, double discount) {
    int end = right.length - 1;
    double[] ratios = new double[end + 1];
    for (int s = end - 1; s >= 1; s--) {
      double returning = s == end - 1 ? 0 : discount * (1 - right[s + 1]) * ratios[s + 1];
      ratios[s] = discount * right[s - 1] / (1 - returning);
    }
    double[] visits = new double[end + 1];
    double returning = end > 1 ? discount * (1 - right[1]) * ratios[1] : 0;
    visits[0] = 1 / (1 - discount * (1 - right[0]) - returning);
    for (int s = 1; s < end; s++) {
      visits[s] = ratios[s] * visits[s - 1];
    }
    visits[end] = discount * right[end - 1] * visits[end - 1] / (1 - discount);
    return visits;
  }
}
