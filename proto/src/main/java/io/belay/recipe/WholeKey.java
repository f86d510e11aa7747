package io.belay.recipe;

/**
 * A setting that is a whole number.
 *
 * @param low smallest allowed value
 * @param high largest allowed value
 * @param example a sensible value
 */
record WholeKey(String path, String noun, long low, long high, long example) implements Key {

  boolean allows(long value) {
    return low <= value && value <= high;
  }

  Violation.Setting setting(long value) {
    return new Violation.Setting(path, Long.toString(value));
  }

  @Override
  public String values() {
    return low == Long.MIN_VALUE
        ? "a whole number of 64 bits"
        : "a whole number from %d to %d".formatted(low, high);
  }

  @Override
  public String remedy() {
    return "use for example " + example;
  }
}
