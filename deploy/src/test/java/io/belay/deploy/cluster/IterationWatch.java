package io.belay.deploy.cluster;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;

/**
 * Measures how long a run completes no iteration, from the moment of its making. Used by one
 * thread; exact to about the time between two looks, 20 ms.
 */
final class IterationWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final LongSupplier iterations;
  private long seen;
  private long changedAt = System.nanoTime();
  private Duration longest = Duration.ZERO;

  /** A watch over a growing number of completed iterations. */
  IterationWatch(LongSupplier iterations) {
    this.iterations = iterations;
    seen = iterations.getAsLong();
  }

  /** The longest time between two iterations that were completed one after the other so far. */
  Duration longest() {
    return longest;
  }

  /** Looks on for a time. */
  void during(Duration time) {
    long start = System.nanoTime();
    until("time passes", () -> System.nanoTime() - start >= time.toNanos(), time.multipliedBy(2));
  }

  /** Looks on until something is so, and gives how long that took. */
  Duration until(String what, BooleanSupplier wanted, Duration limit) {
    long start = System.nanoTime();
    Awaitility.await(what)
        .atMost(limit)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN_LOOKS)
        .until(() -> {
          look();
          return wanted.getAsBoolean();
        });
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Looks on until an iteration is completed, and gives how long that took. */
  Duration untilNext(Duration limit) {
    look();
    long before = seen;
    return until("an iteration is completed", () -> seen > before, limit);
  }

  private void look() {
    long now = System.nanoTime();
    long completed = iterations.getAsLong();
    if (completed > seen) {
      Duration gap = Duration.ofNanos(now - changedAt);
      longest = gap.compareTo(longest) > 0 ? gap : longest;
      seen = completed;
      changedAt = now;
    }
  }
}
