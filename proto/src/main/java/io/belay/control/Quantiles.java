package io.belay.control;

/**
 * Three points of a distribution; between two observations a point lies on the line that joins
 * them. All are NaN where nothing was observed.
 *
 * @param q10 a tenth of the observations is not above it
 * @param q50 the median
 * @param q90 nine tenths of the observations are not above it
 */
public record Quantiles(double q10, double q50, double q90) {

  /** Of nothing. */
  public static final Quantiles NONE = new Quantiles(Double.NaN, Double.NaN, Double.NaN);
}
