package io.belay.coordinator.service;

import io.belay.error.BelayException;
import java.time.Duration;

/**
 * Bounds of the service that runs are submitted to.
 *
 * @param requestTimeout how long the coordinator may take over one call, in [10 ms, 5 min]
 */
public record RunServiceSettings(Duration requestTimeout) {
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  public RunServiceSettings {
    if (requestTimeout.compareTo(SHORTEST) < 0 || requestTimeout.compareTo(LONGEST) > 0) {
      throw BelayException.invalid(
          "a request timeout is between 10 ms and 5 min: request-timeout=" + requestTimeout);
    }
  }
}
