package io.belay.worker.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The waits between attempts to reach a peer: doubling from the first to the longest, each
 * shortened by chance. Not thread-safe.
 */
public final class ReconnectBackoff {
  private final BackoffSettings settings;
  private final RandomGenerator random;
  private long nextMillis;

  public ReconnectBackoff(BackoffSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    this.nextMillis = settings.first().toMillis();
  }

  /**
   * The wait before the next attempt, in ((1 − jitter)·d, d] where d doubles from attempt to
   * attempt; at least 1 ms.
   */
  public Duration next() {
    long full = nextMillis;
    nextMillis = Math.min(settings.longest().toMillis(), 2 * nextMillis);
    return Duration.ofMillis(
        Math.max(1, Math.round(full * (1 - settings.jitter() * random.nextDouble()))));
  }

  /** The peer answered: the next loss starts with the first wait again. */
  public void reset() {
    nextMillis = settings.first().toMillis();
  }
}
