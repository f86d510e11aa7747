package io.belay.learner;

import java.util.concurrent.TimeUnit;

/** When the blocks of an iteration were admitted. Not thread-safe. */
final class Arrivals {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long[] nanos;
  private int count;

  /** None yet, of this many. */
  Arrivals(int blocks) {
    nanos = new long[blocks];
  }

  /** The blocks of another iteration are awaited. */
  void clear() {
    count = 0;
  }

  /**
   * A block was admitted.
   *
   * @param now a monotone clock's reading, in nanoseconds
   */
  void admitted(long now) {
    nanos[count++] = now;
  }

  /** When the last of all blocks was admitted, in nanoseconds. */
  long last() {
    return nanos[nanos.length - 1];
  }

  /** Seconds from the block with which half of all were in, rounded up, to the last one. */
  double stragglerSeconds() {
    return (last() - nanos[(nanos.length - 1) / 2]) / NANOS_PER_SECOND;
  }
}
