package io.belay.coordinator.lease;

import io.belay.error.BelayException;
import java.time.Duration;

/**
 * When a block is taken from a worker that lives.
 *
 * @param deadlineFloor what every block has at least, in [10 ms, 7 d]
 * @param deadlineFactor how many medians of recent blocks a block has, in [1, 1000]
 * @param rebalanceInterval time between two looks at the workers' speeds, in [100 ms, 7 d]
 */
public record LeaseSettings(
    Duration deadlineFloor, int deadlineFactor, Duration rebalanceInterval) {
  private static final Duration SHORTEST_FLOOR = Duration.ofMillis(10);
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int LARGEST_FACTOR = 1000;

  public LeaseSettings {
    if (deadlineFloor.compareTo(SHORTEST_FLOOR) < 0 || deadlineFloor.compareTo(LONGEST) > 0) {
      throw BelayException.invalid(
          "a block has between 10 ms and 7 d at least: deadline-floor=" + deadlineFloor);
    }
    if (deadlineFactor < 1 || deadlineFactor > LARGEST_FACTOR) {
      throw BelayException.invalid(
          "a block has between 1 and 1000 medians: deadline-factor=" + deadlineFactor);
    }
    if (rebalanceInterval.compareTo(SHORTEST_INTERVAL) < 0
        || rebalanceInterval.compareTo(LONGEST) > 0) {
      throw BelayException.invalid(
          "speeds are looked at every 100 ms to 7 d: rebalance-interval=" + rebalanceInterval);
    }
  }
}
