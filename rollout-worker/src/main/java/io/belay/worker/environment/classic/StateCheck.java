package io.belay.worker.environment.classic;

/** Refuses states from which the dynamics cannot continue. */
final class StateCheck {

  private StateCheck() {}

  /**
   * The value itself, if it is finite and within the bounds.
   *
   * @throws IllegalArgumentException otherwise
   */
  static double within(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "a state's component is within its bounds: %s=%s, low=%s, high=%s"
              .formatted(name, value, low, high));
    }
    return value;
  }

  /**
   * The value itself, if it is finite.
   *
   * @throws IllegalArgumentException otherwise
   */
  static double finite(String name, double value) {
    return within(name, value, -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
