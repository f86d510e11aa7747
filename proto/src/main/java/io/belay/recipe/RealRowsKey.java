package io.belay.recipe;

import java.util.List;

/**
 * A setting that is a list of lists of finite numbers, all of one length.
 *
 * @param maxRows most lists
 */
record RealRowsKey(String path, String noun, int maxRows) implements Key {

  boolean allows(List<List<Double>> value) {
    return !value.isEmpty()
        && value.size() <= maxRows
        && value.stream()
            .allMatch(row ->
                !row.isEmpty()
                    && row.size() == value.getFirst().size()
                    && row.stream().allMatch(Double::isFinite));
  }

  @Override
  public String values() {
    return "a list of 1 to %d lists of numbers, all of one length".formatted(maxRows);
  }

  @Override
  public String remedy() {
    return "use for example [[0.0, 1.0], [1.0, 0.0]]";
  }
}
