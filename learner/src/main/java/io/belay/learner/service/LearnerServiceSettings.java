package io.belay.learner.service;

import io.belay.error.BelayException;
import java.time.Duration;

/**
 * Bounds of the learner's service.
 *
 * @param outstandingBlocks blocks of one stream that may be unanswered at once, at least 1; with
 *     the message size limit this bounds the memory one worker can occupy
 * @param carryTimeout how long the learner actor may take to answer a request for carries
 */
public record LearnerServiceSettings(int outstandingBlocks, Duration carryTimeout) {

  public LearnerServiceSettings {
    if (outstandingBlocks < 1 || carryTimeout.toMillis() < 1) {
      throw BelayException.invalid(
          "a stream has room for a block and an answer takes time: outstandingBlocks=%d, carryTimeout=%s"
              .formatted(outstandingBlocks, carryTimeout));
    }
  }

  /** 16 blocks a stream, 10 seconds. */
  public static LearnerServiceSettings defaults() {
    return new LearnerServiceSettings(16, Duration.ofSeconds(10));
  }
}
