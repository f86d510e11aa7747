package io.belay.learner.algorithm.ppo;

/** Finds the address of a number that is not finite. */
final class NonFinite {

  private NonFinite() {}

  /**
   * {@code name[index]=value} of the first such number in two arrays, or that their sum overflowed.
   */
  static String first(String firstName, float[] first, String secondName, float[] second) {
    String found = find(firstName, first);
    if (found.isEmpty()) {
      found = find(secondName, second);
    }
    return found.isEmpty() ? "norm overflows" : found;
  }

  private static String find(String name, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return "%s[%d]=%s".formatted(name, i, values[i]);
      }
    }
    return "";
  }
}
