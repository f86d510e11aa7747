package io.belay.recipe;

import java.util.List;

/**
 * A setting that is a list of finite numbers, at least one.
 *
 * @param maxLength most elements
 */
record RealListKey(String path, String noun, int maxLength) implements Key {

  boolean allows(List<Double> value) {
    return !value.isEmpty()
        && value.size() <= maxLength
        && value.stream().allMatch(Double::isFinite);
  }

  Violation.Setting setting(List<Double> value) {
    return new Violation.Setting(path, value.toString());
  }

  @Override
  public String values() {
    return "a list of 1 to %d numbers".formatted(maxLength);
  }

  @Override
  public String remedy() {
    return "use for example [0.0, 1.0]";
  }
}
