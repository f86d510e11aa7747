package io.belay.learner.algorithm.descent;

/** Finds the address of a number that is not finite. */
final class NonFinite {

  private NonFinite() {}

  /** {@code name[index]=value} of the first such number, or nothing. */
  static String first(String name, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return "%s[%d]=%s".formatted(name, i, values[i]);
      }
    }
    return "";
  }
}
