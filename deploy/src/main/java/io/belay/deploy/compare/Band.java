package io.belay.deploy.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * The mean of several runs' curves, with its confidence interval at each place.
 *
 * <p>The places are even, from the greatest of the curves' beginnings to the least of their ends:
 * the mean is everywhere over all runs, and no run that stops early makes a step in it.
 *
 * @param x the places, ascending
 * @param mean of the curves
 * @param low ends of the intervals; NaN for a single run
 * @param high ends of the intervals; NaN for a single run
 */
record Band(double[] x, double[] mean, double[] low, double[] high) {
  private static final int PLACES = 400;

  /**
   * The mean of curves.
   *
   * @param curves at least one
   */
  static Band of(List<Curve> curves) {
    double from = curves.stream().mapToDouble(Curve::first).max().orElseThrow();
    double to = curves.stream().mapToDouble(Curve::last).min().orElseThrow();
    double[] x = places(from, Math.max(from, to));
    double[][] values = curves.stream().map(curve -> curve.at(x)).toArray(double[][]::new);
    double[] mean = new double[x.length];
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      List<Double> here = new ArrayList<>();
      for (double[] run : values) {
        here.add(run[i]);
      }
      Estimate estimate = Estimate.of(here);
      mean[i] = estimate.mean();
      low[i] = estimate.mean() - estimate.halfWidth();
      high[i] = estimate.mean() + estimate.halfWidth();
    }
    return new Band(x, mean, low, high);
  }

  private static double[] places(double from, double to) {
    if (from == to) {
      return new double[] {from};
    }
    double[] places = new double[PLACES];
    for (int i = 0; i < PLACES; i++) {
      places[i] = from + (to - from) * i / (PLACES - 1);
    }
    return places;
  }
}
