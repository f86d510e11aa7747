package io.belay.learner.service;

import io.belay.error.BelayException;
import java.time.Duration;

/**
 * Bounds of the learner's service.
 *
 * @param outstandingBlocks blocks of one stream that may be unanswered at once, in [1, 1024]; with
 *     the message size limit this bounds the memory one worker can occupy
 * @param carryTimeout how long the learner actor may take to answer a request for carries, in [1
 *     ms, 5 min]
 * @param fetchTimeout how long a standby may take over a part of a checkpoint, in [1 ms, 5 min]
 * @param maxSubscribers workers that may be subscribed to policies at once, in [1, 10000]
 */
public record LearnerServiceSettings(
    int outstandingBlocks, Duration carryTimeout, Duration fetchTimeout, int maxSubscribers) {
  private static final int MOST_BLOCKS = 1024;
  private static final int MOST_SUBSCRIBERS = 10_000;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  public LearnerServiceSettings {
    if (outstandingBlocks < 1 || outstandingBlocks > MOST_BLOCKS) {
      throw BelayException.invalid(
          "a stream has room for 1 to 1024 blocks: outstanding-blocks=" + outstandingBlocks);
    }
    if (maxSubscribers < 1 || maxSubscribers > MOST_SUBSCRIBERS) {
      throw BelayException.invalid(
          "a learner serves 1 to 10000 subscribers: max-subscribers=" + maxSubscribers);
    }
    requireBounded("carry-timeout", carryTimeout);
    requireBounded("fetch-timeout", fetchTimeout);
  }

  /** 16 blocks a stream, 10 seconds for carries and for a part of a checkpoint, 1000 workers. */
  public static LearnerServiceSettings defaults() {
    return new LearnerServiceSettings(16, Duration.ofSeconds(10), Duration.ofSeconds(10), 1000);
  }

  private static void requireBounded(String name, Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
      throw BelayException.invalid(
          "a timeout is between 1 ms and 5 min: %s=%s".formatted(name, timeout));
    }
  }
}
