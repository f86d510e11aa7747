package io.belay.worker.client;

import io.belay.error.BelayException;
import java.time.Duration;

/**
 * How long to wait before a lost connection is opened anew.
 *
 * @param first wait after the first loss, at least 1 ms
 * @param longest bound that the doubling waits do not exceed, at least {@code first}
 * @param jitter share of a wait that chance may take off, in [0, 1], so that workers that lost the
 *     same peer do not return at once
 */
public record BackoffSettings(Duration first, Duration longest, double jitter) {

  public BackoffSettings {
    if (first.toMillis() < 1 || longest.compareTo(first) < 0 || !(jitter >= 0 && jitter <= 1)) {
      throw BelayException.invalid(
          "a back-off starts at 1 ms or more, does not shrink, and jitter is a share: first=%s, longest=%s, jitter=%s"
              .formatted(first, longest, jitter));
    }
  }

  /** 100 ms, doubling up to 5 s, less up to a half. */
  public static BackoffSettings defaults() {
    return new BackoffSettings(Duration.ofMillis(100), Duration.ofSeconds(5), 0.5);
  }
}
