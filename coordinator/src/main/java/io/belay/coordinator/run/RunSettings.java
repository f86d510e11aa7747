package io.belay.coordinator.run;

import io.belay.error.BelayException;
import java.time.Duration;

/**
 * How patient the coordinator is with a run. Every wait ends; none of them changes what is learned.
 *
 * @param maxBlockFailures attempts that a block has in one iteration before the run fails, in [1,
 *     100]
 * @param gatherTimeout how long a run that could start waits for all the workers it asked for
 * @param workerWaitTimeout how long a run goes without any worker before it fails
 * @param startTimeout how long the learner may take to start or resume a run
 * @param stopTimeout how long the learner may take to write its last checkpoint
 * @param learnerTimeout silence after which the learner of a cluster counts as gone
 * @param learnerWaitTimeout how long a run waits for a learner before it fails
 * @param maxQueuedRuns runs that may wait for their turn, in [1, 10 000]
 */
public record RunSettings(
    int maxBlockFailures,
    Duration gatherTimeout,
    Duration workerWaitTimeout,
    Duration startTimeout,
    Duration stopTimeout,
    Duration learnerTimeout,
    Duration learnerWaitTimeout,
    int maxQueuedRuns) {
  private static final int MOST_QUEUED = 10_000;
  private static final int MOST_FAILURES = 100;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  public RunSettings {
    if (maxBlockFailures < 1 || maxBlockFailures > MOST_FAILURES) {
      throw BelayException.invalid(
          "a block has between 1 and 100 attempts: max-block-failures=" + maxBlockFailures);
    }
    requireBounded("gather-timeout", gatherTimeout);
    requireBounded("worker-wait-timeout", workerWaitTimeout);
    requireBounded("start-timeout", startTimeout);
    requireBounded("stop-timeout", stopTimeout);
    requireBounded("learner-timeout", learnerTimeout);
    requireBounded("learner-wait-timeout", learnerWaitTimeout);
    if (maxQueuedRuns < 1 || maxQueuedRuns > MOST_QUEUED) {
      throw BelayException.invalid(
          "between 1 and 10000 runs may wait: max-queued-runs=" + maxQueuedRuns);
    }
  }

  private static void requireBounded(String name, Duration timeout) {
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw BelayException.invalid(
          "a timeout is between 1 ms and 7 d: %s=%s".formatted(name, timeout));
    }
  }
}
