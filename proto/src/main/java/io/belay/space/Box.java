package io.belay.space;

import io.belay.error.BelayException;
import java.util.Arrays;
import java.util.List;

/**
 * A product of closed intervals, possibly unbounded on either side.
 *
 * @param low lower bounds, {@code [size]}, finite or −∞
 * @param high upper bounds, {@code [size]}, finite or +∞, nowhere below {@code low}
 */
public record Box(List<Float> low, List<Float> high) implements Space {

  public Box {
    low = List.copyOf(low);
    high = List.copyOf(high);
    if (low.isEmpty() || low.size() != high.size()) {
      throw BelayException.invalid(
          "a box has as many lower as upper bounds, at least one: low=%d, high=%d"
              .formatted(low.size(), high.size()));
    }
    for (int i = 0; i < low.size(); i++) {
      if (!(low.get(i) <= high.get(i))) {
        throw BelayException.invalid(
            "a box's lower bound is not above its upper bound: index=%d, low=%s, high=%s"
                .formatted(i, low.get(i), high.get(i)));
      }
    }
  }

  /** A box with the same bounds in each of {@code size} dimensions. */
  public static Box uniform(int size, float low, float high) {
    Float[] lows = new Float[size];
    Float[] highs = new Float[size];
    Arrays.fill(lows, low);
    Arrays.fill(highs, high);
    return new Box(List.of(lows), List.of(highs));
  }

  /** A box symmetric around zero with half-widths {@code bounds}. */
  public static Box symmetric(float... bounds) {
    Float[] lows = new Float[bounds.length];
    Float[] highs = new Float[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      lows[i] = -bounds[i];
      highs[i] = bounds[i];
    }
    return new Box(List.of(lows), List.of(highs));
  }

  @Override
  public int size() {
    return low.size();
  }
}
