package io.belay.deploy.plot;

import java.util.Arrays;
import java.util.List;

/**
 * How numbers become places along one side of a picture.
 *
 * @param label what they are, with their unit
 * @param from number at the beginning
 * @param to number at the end
 * @param logarithmic whether equal ratios, not equal differences, lie equally far apart
 * @param ticks numbers that are written beside it
 */
public record Axis(String label, double from, double to, boolean logarithmic, List<Double> ticks) {

  /** Equal differences lie equally far apart. */
  public static Axis linear(String label, double from, double to, double... ticks) {
    return new Axis(label, from, to, false, list(ticks));
  }

  /** Equal ratios lie equally far apart. */
  public static Axis logarithmic(String label, double from, double to, double... ticks) {
    return new Axis(label, from, to, true, list(ticks));
  }

  /** Where a number lies: 0 at the beginning, 1 at the end, in between where it is. */
  double share(double number) {
    double share =
        logarithmic ? Math.log(number / from) / Math.log(to / from) : (number - from) / (to - from);
    return Math.clamp(share, 0, 1);
  }

  private static List<Double> list(double... ticks) {
    return Arrays.stream(ticks).boxed().toList();
  }
}
