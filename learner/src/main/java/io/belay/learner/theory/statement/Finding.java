package io.belay.learner.theory.statement;

/**
 * One quantity, measured on one instance and held against its bound.
 *
 * <p>A bound that is attained exactly may be missed by rounding: {@link #ROUNDING} of the bound's
 * own size is granted, so that a bound of 0 is granted nothing. What is not a number never holds.
 *
 * @param instance what it was measured on
 * @param quantity what was measured
 * @param measured its value
 * @param relation on which side of the bound it has to lie
 * @param boundName what the bound is
 * @param bound its value; for an equality the tolerance of the difference
 */
public record Finding(
    String instance,
    String quantity,
    double measured,
    Relation relation,
    String boundName,
    double bound) {
  /** Part of a bound by which rounding may miss it. */
  public static final double ROUNDING = 1e-9;

  /** A quantity that is not to exceed its bound. */
  public static Finding atMost(
      String instance, String quantity, double measured, String boundName, double bound) {
    return new Finding(instance, quantity, measured, Relation.AT_MOST, boundName, bound);
  }

  /** A quantity that is not to fall below its bound. */
  public static Finding atLeast(
      String instance, String quantity, double measured, String boundName, double bound) {
    return new Finding(instance, quantity, measured, Relation.AT_LEAST, boundName, bound);
  }

  /**
   * Two things that are to be equal.
   *
   * @param difference how far they are apart, not negative
   */
  public static Finding equal(
      String instance, String quantity, double difference, double tolerance) {
    return atMost(instance, quantity, difference, "rounding", tolerance);
  }

  /** Whether the measured quantity lies on its side of the bound. */
  public boolean holds() {
    double granted = ROUNDING * Math.abs(bound);
    return switch (relation) {
      case AT_MOST -> measured <= bound + granted;
      case AT_LEAST -> measured >= bound - granted;
    };
  }

  /**
   * How much of its bound the quantity uses: 1 where it attains it, more where it breaks it. For
   * comparing findings of one statement.
   */
  public double tightness() {
    if (!holds()) {
      return Double.POSITIVE_INFINITY;
    }
    double used =
        switch (relation) {
          case AT_MOST -> bound < 0 ? bound / measured : Math.max(0, measured) / bound;
          case AT_LEAST -> measured > 0 ? Math.max(0, bound) / measured : measured / bound;
        };
    return Double.isNaN(used) ? 1 : Math.clamp(used, 0, 1);
  }
}
