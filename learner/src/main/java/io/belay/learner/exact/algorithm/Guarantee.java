package io.belay.learner.exact.algorithm;

/**
 * What a statement of the lecture says of a run so far.
 *
 * @param statement such as {@code Theorem 10.7}
 * @param quantity what is bounded, in a word or two
 * @param measured what it is
 * @param bound what it never exceeds; +∞ where the statement's condition does not hold (yet)
 */
public record Guarantee(String statement, String quantity, double measured, double bound) {

  /** {@link #quantity} of most statements: V*(ρ) − V(ρ). */
  public static final String GAP = "gap";

  static Guarantee ofGap(String statement, double gap, double bound) {
    return new Guarantee(statement, GAP, gap, bound);
  }

  /**
   * Whether it holds.
   *
   * @param rounding by which the measured quantity may be wrong, not negative
   */
  public boolean holds(double rounding) {
    return measured <= bound + rounding;
  }
}
