package io.belay.coordinator.page.history;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Figures of a run, iteration by iteration, in at most {@code capacity} buckets.
 *
 * <p>A bucket is {@code width} consecutive iterations, from a multiple of the width on. Where the
 * next iteration finds no room, the width doubles and buckets are merged in pairs. So what is kept
 * depends on the iterations alone, not on when anyone looked, and a mean is that of all values that
 * fell into the bucket.
 *
 * <p>An iteration that is done again after a fault counts once, as it was first seen: in a run that
 * keeps its promises it has the same figures. Used by one thread at a time.
 */
public final class History {
  private final int capacity;
  private final int mostCurves;
  private final SequencedMap<String, Column> columns = new LinkedHashMap<>();
  private int width = 1;
  private int size;

  /** Number of the first bucket, counted from iteration 0 in the present width. */
  private long first;

  private long newest = -1;

  /**
   * An empty history.
   *
   * @param capacity buckets, at least 2
   * @param mostCurves figures that are kept; a further one is left out
   */
  public History(int capacity, int mostCurves) {
    if (capacity < 2 || mostCurves < 1) {
      throw new IllegalArgumentException(
          "a history has two buckets and a curve at least: capacity=%d, mostCurves=%d"
              .formatted(capacity, mostCurves));
    }
    this.capacity = capacity;
    this.mostCurves = mostCurves;
  }

  /**
   * Begins an iteration, which the values that follow belong to.
   *
   * @param iteration from 0
   * @return false where it is known already, and nothing is to be recorded of it
   */
  public boolean begin(int iteration) {
    if (iteration <= newest) {
      return false;
    }
    if (newest < 0) {
      first = iteration;
    }
    newest = iteration;
    while (newest / width - first >= capacity) {
      halve();
    }
    size = (int) (newest / width - first) + 1;
    return true;
  }

  /** Records a value of the iteration that was begun last; one that is not finite is left out. */
  public void record(String curve, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    Column column = columns.get(curve);
    if (column == null) {
      if (columns.size() == mostCurves) {
        return;
      }
      column = new Column();
      columns.put(curve, column);
    }
    column.add(size - 1, value);
  }

  private void halve() {
    int odd = (int) (first % 2);
    columns.values().forEach(column -> column.halve(size, odd));
    width *= 2;
    first /= 2;
    size = (size + odd + 1) / 2;
  }

  /** Iterations of a bucket; a power of two. */
  public int width() {
    return width;
  }

  /** Buckets in use, at most the capacity. */
  public int size() {
    return size;
  }

  /**
   * A copy of all curves.
   *
   * @param from number of the first bucket, from 0; one past the end where nothing is wanted
   */
  public Section section(int from) {
    int begin = Math.min(from, size);
    SequencedMap<String, Curve> curves = new LinkedHashMap<>();
    for (Map.Entry<String, Column> entry : columns.entrySet()) {
      Column column = entry.getValue();
      curves.put(
          entry.getKey(),
          new Curve(
              column.means(begin, size), column.least(begin, size), column.greatest(begin, size)));
    }
    return new Section(width, first * width, begin, size, curves);
  }
}
