package io.belay.deploy.compare;

/**
 * Student's t distribution, as far as confidence intervals need it.
 *
 * <p>Up to 30 degrees of freedom from the table; beyond, by the Cornish–Fisher expansion around the
 * normal quantile z (Abramowitz and Stegun, 26.7.5), which is right to four digits there:
 *
 * <pre>
 *   t ≈ z + (z³ + z) / (4ν) + (5z⁵ + 16z³ + 3z) / (96ν²)
 * </pre>
 */
final class StudentT {
  /** 0.975 quantiles, of 1 degree of freedom first. */
  private static final double[] TABLE = {
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788,
    2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639,
    2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423
  };

  private static final double Z = 1.959964;

  private StudentT() {}

  /**
   * Half the width of the 95 % interval, in standard errors of the mean.
   *
   * @param degrees of freedom, at least 1
   */
  static double quantile(int degrees) {
    if (degrees <= TABLE.length) {
      return TABLE[degrees - 1];
    }
    double cube = Z * Z * Z;
    double n = degrees;
    return Z + (cube + Z) / (4 * n) + (5 * cube * Z * Z + 16 * cube + 3 * Z) / (96 * n * n);
  }
}
