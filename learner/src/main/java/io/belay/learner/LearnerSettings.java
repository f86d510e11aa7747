package io.belay.learner;

import io.belay.error.BelayException;
import io.belay.learner.run.RunFiles;
import java.time.Duration;

/**
 * How a learner works, as opposed to what it learns: nothing here changes a parameter.
 *
 * @param files the directory of the run; this process holds its lock
 * @param threads threads of the update, at least 1
 * @param lastCheckpointTimeout how long the end of a run may wait for its last checkpoint to be on
 *     the disk
 */
public record LearnerSettings(RunFiles files, int threads, Duration lastCheckpointTimeout) {

  public LearnerSettings {
    if (threads < 1 || !lastCheckpointTimeout.isPositive()) {
      throw BelayException.invalid(
          "a learner has a thread and time for its last checkpoint: learnerThreads=%d, lastCheckpointTimeout=%s"
              .formatted(threads, lastCheckpointTimeout));
    }
  }

  /** 30 seconds for the last checkpoint. */
  public static LearnerSettings of(RunFiles files, int threads) {
    return new LearnerSettings(files, threads, Duration.ofSeconds(30));
  }
}
