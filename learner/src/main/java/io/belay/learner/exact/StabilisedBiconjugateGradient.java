package io.belay.learner.exact;

/**
 * BiCGSTAB for (I − γP̃)x = b, with the diagonal as preconditioner: two sparse products an
 * iteration, and few iterations where states mix fast.
 *
 * <p>Van der Vorst 1992, Bi-CGSTAB: A Fast and Smoothly Converging Variant of Bi-CG for the
 * Solution of Nonsymmetric Linear Systems; the preconditioned form, K₁ = I, K₂ = diagonal. It may
 * break down or stall: the result is then only as good as it got, and {@link FlowSolver}, which
 * looks at the true residual, decides.
 */
final class StabilisedBiconjugateGradient implements FlowSolver.Correction {
  private static final double REDUCTION = 1e-10;
  private static final int LEAST_ITERATIONS = 200;

  /** Multiples of it fill [0, 1) evenly, modulo 1. */
  private static final double GOLDEN = 0.6180339887498949;

  private final DiscountedFlow flow;
  private final boolean transposed;
  private final double[] diagonal;

  StabilisedBiconjugateGradient(DiscountedFlow flow, boolean transposed) {
    this.flow = flow;
    this.transposed = transposed;
    this.diagonal = flow.diagonal();
  }

  @Override
  public double[] solve(double[] right) {
    int n = right.length;
    double[] x = new double[n];
    double[] r = right.clone();
    double[] shadow = shadow(right);
    double[] p = new double[n];
    double[] v = new double[n];
    double[] t = new double[n];
    double[] scaled = new double[n];
    double target = REDUCTION * REDUCTION * dot(r, r);
    double rho = 1;
    double alpha = 1;
    double omega = 1;
    for (int i = 0; i < Math.max(LEAST_ITERATIONS, 2 * n); i++) {
      double nextRho = dot(shadow, r);
      double beta = nextRho / rho * (alpha / omega);
      for (int s = 0; s < n; s++) {
        p[s] = r[s] + beta * (p[s] - omega * v[s]);
      }
      apply(p, scaled, v);
      alpha = nextRho / dot(shadow, v);
      if (!Double.isFinite(alpha)) {
        return x;
      }
      for (int s = 0; s < n; s++) {
        x[s] += alpha * scaled[s];
        r[s] -= alpha * v[s];
      }
      if (dot(r, r) <= target) {
        return x;
      }
      apply(r, scaled, t);
      omega = dot(t, r) / dot(t, t);
      if (!Double.isFinite(omega)) {
        return x;
      }
      for (int s = 0; s < n; s++) {
        x[s] += omega * scaled[s];
        r[s] -= omega * t[s];
      }
      if (dot(r, r) <= target || omega == 0 || nextRho == 0) {
        return x;
      }
      rho = nextRho;
    }
    return x;
  }

  /**
   * The residual and a tenth of its size in every other direction: where a right side is 0 almost
   * everywhere, as rewards often are, the residual alone would soon have nothing in common with
   * those after it.
   */
  private static double[] shadow(double[] right) {
    double size = Math.sqrt(dot(right, right) / right.length) / 10;
    double[] shadow = new double[right.length];
    for (int s = 0; s < shadow.length; s++) {
      double fraction = s * GOLDEN - Math.floor(s * GOLDEN);
      shadow[s] = right[s] + size * (2 * fraction - 1);
    }
    return shadow;
  }

  /** scaled ← K⁻¹x, y ← (I − γP̃)·scaled. */
  private void apply(double[] x, double[] scaled, double[] y) {
    for (int s = 0; s < x.length; s++) {
      scaled[s] = x[s] / diagonal[s];
    }
    flow.subtract(scaled, transposed, y);
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int s = 0; s < x.length; s++) {
      sum += x[s] * y[s];
    }
    return sum;
  }
}
