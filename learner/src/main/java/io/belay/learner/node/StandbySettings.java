package io.belay.learner.node;

import io.belay.error.BelayException;
import java.time.Duration;

/**
 * How a learner that stands by keeps up with the active one.
 *
 * @param fetchInterval time between two looks for a newer checkpoint, in [10 ms, 1 d]
 * @param fetchTimeout how long fetching one may take, in [10 ms, 1 h]
 */
public record StandbySettings(Duration fetchInterval, Duration fetchTimeout) {
  private static final Duration SHORTEST = Duration.ofMillis(10);

  public StandbySettings {
    if (fetchInterval.compareTo(SHORTEST) < 0 || fetchInterval.compareTo(Duration.ofDays(1)) > 0) {
      throw BelayException.invalid(
          "a standby looks every 10 ms to 1 d: fetch-interval=" + fetchInterval);
    }
    if (fetchTimeout.compareTo(SHORTEST) < 0 || fetchTimeout.compareTo(Duration.ofHours(1)) > 0) {
      throw BelayException.invalid(
          "a standby takes 10 ms to 1 h to fetch a checkpoint: fetch-timeout=" + fetchTimeout);
    }
  }
}
