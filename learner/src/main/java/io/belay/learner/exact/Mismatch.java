package io.belay.learner.exact;

/** Distribution mismatch coefficients ‖d/μ‖∞, with 0/0 = 0. Lecture, "Optimizing Under μ ≠ ρ". */
public final class Mismatch {
  private Mismatch() {}

  /**
   * max d(s)/μ(s) over the states: +∞ where d comes to a state that μ leaves out.
   *
   * @param visitation d, such as d_ρ^{π*}, {@code [states]}, not negative
   * @param start μ, {@code [states]}, not negative
   */
  public static double coefficient(double[] visitation, double[] start) {
    double largest = 0;
    for (int s = 0; s < visitation.length; s++) {
      if (visitation[s] > 0) {
        largest = Math.max(largest, visitation[s] / start[s]);
      }
    }
    return largest;
  }
}
