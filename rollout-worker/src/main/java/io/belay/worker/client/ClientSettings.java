package io.belay.worker.client;

import io.belay.error.BelayException;
import java.time.Duration;

/**
 * Deadlines and waits of a worker's connections.
 *
 * @param registrationTimeout how long the coordinator may take to accept a registration before the
 *     session is given up
 * @param receiptTimeout how long the learner may take to answer an offer before its connection is
 *     given up; noticed after once to twice this time
 * @param carryTimeout deadline of a request for carries
 * @param backoff waits before a lost connection is opened anew
 */
public record ClientSettings(
    Duration registrationTimeout,
    Duration receiptTimeout,
    Duration carryTimeout,
    BackoffSettings backoff) {

  public ClientSettings {
    if (registrationTimeout.toMillis() < 1
        || receiptTimeout.toMillis() < 1
        || carryTimeout.toMillis() < 1) {
      throw BelayException.invalid(
          "a deadline is at least 1 ms: registrationTimeout=%s, receiptTimeout=%s, carryTimeout=%s"
              .formatted(registrationTimeout, receiptTimeout, carryTimeout));
    }
  }

  /** 10 s for a registration, 15 s for a receipt, 10 s for carries, the default back-off. */
  public static ClientSettings defaults() {
    return new ClientSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        BackoffSettings.defaults());
  }
}
