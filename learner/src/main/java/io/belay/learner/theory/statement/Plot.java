package io.belay.learner.theory.statement;

import io.belay.error.BelayException;
import java.util.Arrays;
import java.util.List;

/**
 * Curves over one pair of axes.
 *
 * @param title what is shown, on which instance
 * @param series at least one; long ones are thinned to {@link #MOST_POINTS}
 */
public record Plot(String title, Axis x, Axis y, List<Series> series) {
  /** Points of a curve that a reader could still tell apart on a wide screen. */
  public static final int MOST_POINTS = 240;

  public Plot {
    if (series.isEmpty()) {
      throw BelayException.invalid("a plot has at least one series: plot=" + title);
    }
    Scale scale = x.scale();
    series = series.stream().map(one -> one.thinned(MOST_POINTS, scale)).toList();
  }

  public Plot(String title, Axis x, Axis y, Series... series) {
    this(title, x, y, List.of(series));
  }

  /** The x of all series, ascending, each once. */
  public double[] allX() {
    return series.stream()
        .flatMapToDouble(one -> Arrays.stream(one.x()))
        .sorted()
        .distinct()
        .toArray();
  }

  /** The y of a series at each of {@link #allX}, NaN where it has none. */
  public double[] yOf(Series one) {
    double[] all = allX();
    double[] y = new double[all.length];
    Arrays.fill(y, Double.NaN);
    for (int i = 0; i < one.x().length; i++) {
      y[Arrays.binarySearch(all, one.x()[i])] = one.y()[i];
    }
    return y;
  }
}
