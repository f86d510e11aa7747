package io.belay.coordinator.service;

import io.belay.error.BelayException;
import java.time.Duration;

/**
 * Bounds of one session's stream.
 *
 * @param registrationTimeout how long an open stream may take to register, in [10 ms, 5 min]
 * @param outboundMessages messages that may wait for a worker that does not read, in [8, 65 536]
 */
public record SessionSettings(Duration registrationTimeout, int outboundMessages) {
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);
  private static final int FEWEST_MESSAGES = 8;
  private static final int MOST_MESSAGES = 65_536;

  public SessionSettings {
    if (registrationTimeout.compareTo(SHORTEST_TIMEOUT) < 0
        || registrationTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw BelayException.invalid(
          "a registration timeout is between 10 ms and 5 min: registration-timeout="
              + registrationTimeout);
    }
    if (outboundMessages < FEWEST_MESSAGES || outboundMessages > MOST_MESSAGES) {
      throw BelayException.invalid(
          "between 8 and 65536 messages may wait for a worker: outbound-messages="
              + outboundMessages);
    }
  }
}
