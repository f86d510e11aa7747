package io.belay.coordinator.worker;

import io.belay.error.BelayException;
import java.time.Duration;

/**
 * How workers are watched.
 *
 * @param heartbeatInterval time between two signs of life, in [10 ms, 1 min]
 * @param heartbeatTimeout silence after which a worker counts as lost, at least two intervals and
 *     at most 1 h
 * @param maxWorkers how many workers may be registered at once, in [1, 10 000]
 */
public record WorkerSettings(
    Duration heartbeatInterval, Duration heartbeatTimeout, int maxWorkers) {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
  private static final int MOST_WORKERS = 10_000;

  public WorkerSettings {
    if (heartbeatInterval.compareTo(SHORTEST_INTERVAL) < 0
        || heartbeatInterval.compareTo(LONGEST_INTERVAL) > 0) {
      throw BelayException.invalid(
          "a heartbeat interval is between 10 ms and 1 min: heartbeat-interval="
              + heartbeatInterval);
    }
    if (heartbeatTimeout.compareTo(heartbeatInterval.multipliedBy(2)) < 0
        || heartbeatTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw BelayException.invalid(
          "a heartbeat timeout is between two intervals and 1 h: heartbeat-timeout=%s, heartbeat-interval=%s"
              .formatted(heartbeatTimeout, heartbeatInterval));
    }
    if (maxWorkers < 1 || maxWorkers > MOST_WORKERS) {
      throw BelayException.invalid(
          "the number of workers is between 1 and 10000: max-workers=" + maxWorkers);
    }
  }
}
