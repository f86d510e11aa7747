package io.belay.learner.theory.report;

import java.util.Locale;

/** Numbers for readers: four digits, an exponent where the number is very small or large. */
final class NumberText {
  private static final double SMALLEST_PLAIN = 1e-3;
  private static final double LARGEST_PLAIN = 1e6;
  private static final double LARGEST_WHOLE = 1e9;

  private NumberText() {}

  static String of(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < LARGEST_WHOLE) {
      return Long.toString((long) value);
    }
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : "-∞";
    }
    if (size < SMALLEST_PLAIN || size >= LARGEST_PLAIN) {
      return shortened(String.format(Locale.ROOT, "%.3e", value));
    }
    int digits = Math.max(0, 3 - (int) Math.floor(StrictMath.log10(size)));
    return withoutZeros(String.format(Locale.ROOT, "%." + digits + "f", value));
  }

  /** 1.500e-07 becomes 1.5e-7. */
  private static String shortened(String scientific) {
    int at = scientific.indexOf('e');
    return withoutZeros(scientific.substring(0, at))
        + "e"
        + Integer.parseInt(scientific.substring(at + 1));
  }

  private static String withoutZeros(String number) {
    if (number.indexOf('.') < 0) {
      return number;
    }
    int end = number.length();
    while (number.charAt(end - 1) == '0') {
      end--;
    }
    return number.substring(0, number.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
