package io.belay.learner.exact;

/**
 * Solves (I − γP̃)x = b and its transpose as far as {@code double} allows, and says how far that
 * is.
 *
 * <p>Starts from x = 0 and adds corrections for the residual r = b − (I − γP̃)x, found by an LU
 * decomposition where there are at most {@value #DENSE_STATES} states and else by {@link
 * StabilisedBiconjugateGradient}, until the residual is rounding or does not shrink any more. Where
 * the latter stalls, repeated application of γP̃, which always converges, takes over.
 *
 * <p>The bound is certain whatever found x: ‖(I − γP̃)⁻¹‖∞ ≤ 1/(1 − γ), so that the largest error
 * is at most ‖r‖∞/(1 − γ); of the transpose the same holds for sums of absolute values.
 */
final class FlowSolver {
  static final int DENSE_STATES = 128;

  private static final int MOST_CORRECTIONS = 50;
  private static final double ROUNDING = 4 * 0x1p-53;
  private static final double STALLED = 1e-11;

  private final DiscountedFlow flow;
  private final boolean transposed;
  private final Correction correction;

  /** An approximate solution for a right side. */
  interface Correction {

    /** A new array, {@code [states]}. */
    double[] solve(double[] right);
  }

  /**
   * A solution.
   *
   * @param x {@code [states]}
   * @param errorBound on its largest error, of the transpose on the sum of its errors
   */
  record Solution(double[] x, double errorBound) {}

  /**
   * @param correction how corrections are found, as well or badly as may be
   */
  FlowSolver(DiscountedFlow flow, boolean transposed, Correction correction) {
    this.flow = flow;
    this.transposed = transposed;
    this.correction = correction;
  }

  /** Of I − γP̃: values from rewards. */
  static FlowSolver backward(DiscountedFlow flow) {
    return new FlowSolver(flow, false, correction(flow, false));
  }

  /** Of the transpose: visitation from starts. */
  static FlowSolver forward(DiscountedFlow flow) {
    return new FlowSolver(flow, true, correction(flow, true));
  }

  private static Correction correction(DiscountedFlow flow, boolean transposed) {
    return flow.states() <= DENSE_STATES
        ? DenseDecomposition.of(flow, transposed)
        : new StabilisedBiconjugateGradient(flow, transposed);
  }

  Solution solve(double[] right) {
    Solution solution = refine(right, new double[flow.states()], correction);
    double limit = STALLED * scale(right, solution.x());
    return solution.errorBound() * (1 - flow.discount()) <= limit
        ? solution
        : refine(right, solution.x(), this::contract);
  }

  private Solution refine(double[] right, double[] begin, Correction how) {
    double[] x = begin;
    double[] residual = residual(right, x);
    double norm = norm(residual);
    for (int i = 0; i < MOST_CORRECTIONS && norm > ROUNDING * scale(right, x); i++) {
      double[] step = how.solve(residual);
      double[] better = new double[x.length];
      for (int s = 0; s < x.length; s++) {
        better[s] = x[s] + step[s];
      }
      double[] left = residual(right, better);
      double smaller = norm(left);
      if (!(smaller < norm)) {
        break;
      }
      boolean stalls = smaller > norm / 2;
      x = better;
      residual = left;
      norm = smaller;
      if (stalls) {
        break;
      }
    }
    return new Solution(x, norm / (1 - flow.discount()));
  }

  /** Σ (γP̃)ᵗ b, as many terms as make the rest a hundred million times smaller. */
  private double[] contract(double[] right) {
    double[] sum = right.clone();
    double[] term = right.clone();
    double[] image = new double[term.length];
    for (double share = 1; share > 1e-8; share *= flow.discount()) {
      flow.subtract(term, transposed, image);
      for (int s = 0; s < term.length; s++) {
        term[s] -= image[s];
        sum[s] += term[s];
      }
    }
    return sum;
  }

  private double[] residual(double[] right, double[] x) {
    double[] residual = new double[x.length];
    flow.subtract(x, transposed, residual);
    for (int s = 0; s < x.length; s++) {
      residual[s] = right[s] - residual[s];
    }
    return residual;
  }

  private double scale(double[] right, double[] x) {
    return norm(right) + 2 * norm(x);
  }

  private double norm(double[] vector) {
    double norm = 0;
    for (double each : vector) {
      norm = transposed ? norm + Math.abs(each) : Math.max(norm, Math.abs(each));
    }
    return norm;
  }
}
