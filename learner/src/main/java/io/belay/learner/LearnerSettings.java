package io.belay.learner;

import io.belay.error.BelayException;
import io.belay.learner.run.RunFiles;
import java.time.Duration;

/**
 * How a learner works, as opposed to what it learns: nothing here changes a parameter.
 *
 * @param files the directory of the run; this process holds its lock
 * @param threads threads of the update, at least 1
 * @param checkpointInterval training time after which a checkpoint is written even where the recipe
 *     does not ask for one yet
 * @param lastCheckpointTimeout how long the end of a run may wait for its last checkpoint to be on
 *     the disk; until then it is tried again
 */
public record LearnerSettings(
    RunFiles files, int threads, Duration checkpointInterval, Duration lastCheckpointTimeout) {
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  public LearnerSettings {
    if (threads < 1 || !checkpointInterval.isPositive() || !lastCheckpointTimeout.isPositive()) {
      throw BelayException.invalid(
          "a learner has a thread and time for its checkpoints: learnerThreads=%d, checkpointInterval=%s, lastCheckpointTimeout=%s"
              .formatted(threads, checkpointInterval, lastCheckpointTimeout));
    }
  }

  /** A checkpoint every 30 seconds at least, and 30 seconds for the last one. */
  public static LearnerSettings of(RunFiles files, int threads) {
    return new LearnerSettings(files, threads, HALF_A_MINUTE, HALF_A_MINUTE);
  }
}
