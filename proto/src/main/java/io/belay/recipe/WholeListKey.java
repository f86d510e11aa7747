package io.belay.recipe;

import java.util.List;

/**
 * A setting that is a list of whole numbers, possibly empty.
 *
 * @param maxLength most elements
 * @param low smallest allowed element
 * @param high largest allowed element
 */
record WholeListKey(String path, String noun, int maxLength, int low, int high) implements Key {

  boolean allows(List<Integer> value) {
    return value.size() <= maxLength
        && value.stream().allMatch(element -> low <= element && element <= high);
  }

  @Override
  public String values() {
    return "a list of at most %d whole numbers from %d to %d".formatted(maxLength, low, high);
  }

  @Override
  public String remedy() {
    return "use for example [64, 64]";
  }
}
