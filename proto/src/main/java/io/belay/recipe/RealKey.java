package io.belay.recipe;

/**
 * A setting that is a finite number, or, where {@code optional}, the word {@code none}.
 *
 * @param low lower bound
 * @param lowIncluded whether the lower bound itself is allowed
 * @param high upper bound; +∞ for none
 * @param highIncluded whether the upper bound itself is allowed
 * @param optional whether {@code none} is allowed
 * @param example a sensible value
 */
record RealKey(
    String path,
    String noun,
    double low,
    boolean lowIncluded,
    double high,
    boolean highIncluded,
    boolean optional,
    String example)
    implements Key {

  /** A number in [low, high]. */
  static RealKey closed(String path, String noun, double low, double high, String example) {
    return new RealKey(path, noun, low, true, high, true, false, example);
  }

  /** A number in [low, high). */
  static RealKey below(String path, String noun, double low, double high, String example) {
    return new RealKey(path, noun, low, true, high, false, false, example);
  }

  /** A number in (low, high]. */
  static RealKey above(String path, String noun, double low, double high, String example) {
    return new RealKey(path, noun, low, false, high, true, false, example);
  }

  /** A number in (low, high). */
  static RealKey between(String path, String noun, double low, double high, String example) {
    return new RealKey(path, noun, low, false, high, false, false, example);
  }

  /** A finite number above 0. */
  static RealKey positive(String path, String noun, String example) {
    return above(path, noun, 0, Double.POSITIVE_INFINITY, example);
  }

  /** A finite number not below 0. */
  static RealKey nonNegative(String path, String noun, String example) {
    return closed(path, noun, 0, Double.POSITIVE_INFINITY, example);
  }

  /** The same, or {@code none}. */
  RealKey orNone() {
    return new RealKey(path, noun, low, lowIncluded, high, highIncluded, true, example);
  }

  boolean allows(double value) {
    return Double.isFinite(value)
        && (lowIncluded ? value >= low : value > low)
        && (highIncluded ? value <= high : value < high);
  }

  @Override
  public String values() {
    String words;
    if (high == Double.POSITIVE_INFINITY) {
      words = lowIncluded ? "a number not below " + text(low) : "a number above " + text(low);
    } else if (lowIncluded && highIncluded) {
      words = "a number from %s to %s".formatted(text(low), text(high));
    } else if (lowIncluded) {
      words = "a number not below %s and below %s".formatted(text(low), text(high));
    } else if (!highIncluded) {
      words = "a number above %s and below %s".formatted(text(low), text(high));
    } else {
      words = "a number above %s and not above %s".formatted(text(low), text(high));
    }
    return optional ? "none or " + words : words;
  }

  @Override
  public String remedy() {
    return "use for example " + example;
  }

  private static String text(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
