package io.belay.deploy.results;

import java.util.Locale;
import java.util.OptionalDouble;

/** How the table's numbers are written for a person. */
public final class Figures {
  private static final char GROUPING = ',';

  private Figures() {}

  /** A row's mean return ± its standard deviation over seeds: {@code 487.2 ± 12.9}. */
  public static String result(RecipeResult row) {
    return plusMinus(row.returnMean(), row.returnStd());
  }

  /** Steps in groups of three digits: {@code 100 000}. */
  public static String steps(long steps) {
    return String.format(Locale.ROOT, "%,d", steps).replace(GROUPING, ' ');
  }

  static String plusMinus(double mean, OptionalDouble std) {
    return one(mean) + (std.isPresent() ? " ± " + one(std.getAsDouble()) : "");
  }

  /** With one digit after the point. */
  static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
