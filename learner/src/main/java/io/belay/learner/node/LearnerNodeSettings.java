package io.belay.learner.node;

import com.typesafe.config.Config;
import io.belay.error.BelayException;
import io.belay.learner.service.LearnerServiceSettings;
import io.belay.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A learner process's configuration; {@code reference.conf} says what each key means.
 *
 * @param node what the active learner works with
 * @param service bounds of its service
 * @param standby what it does while another one is active
 */
public record LearnerNodeSettings(
    Node node, LearnerServiceSettings service, StandbySettings standby) {

  /**
   * What the active learner works with.
   *
   * @param runsDirectory directory of all runs
   * @param threads threads of the update, at least 1
   * @param checkpointInterval training time between two checkpoints
   * @param presenceInterval time between two signs of life
   * @param lockTimeout how long the directory may be held by another process
   * @param lastCheckpointTimeout how long a run's last checkpoint may take
   * @param runEndTimeout how long the end of a run may wait for its listener
   * @param drainTimeout how long a drain may take, at least the last checkpoint's time
   * @param tensorboard whether event files for TensorBoard are written to run directories
   */
  public record Node(
      Path runsDirectory,
      int threads,
      Duration checkpointInterval,
      Duration presenceInterval,
      Duration lockTimeout,
      Duration lastCheckpointTimeout,
      Duration runEndTimeout,
      Duration drainTimeout,
      boolean tensorboard) {
    private static final int MOST_THREADS = 1024;
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    public Node {
      if (threads < 1 || threads > MOST_THREADS) {
        throw BelayException.invalid(
            "an update has between 1 and 1024 threads, 0 for one a processor: threads=" + threads);
      }
      require("checkpoint-interval", checkpointInterval, Duration.ofMillis(100), DAY);
      require("presence-interval", presenceInterval, Duration.ofMillis(10), Duration.ofMinutes(1));
      require("lock-timeout", lockTimeout, Duration.ZERO, HOUR);
      require("last-checkpoint-timeout", lastCheckpointTimeout, MILLI, HOUR);
      require("run-end-timeout", runEndTimeout, MILLI, DAY);
      require("drain-timeout", drainTimeout, lastCheckpointTimeout, HOUR);
    }

    private static void require(String name, Duration value, Duration least, Duration most) {
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw BelayException.invalid(
            "a time is in its range: %s=%s, least=%s, most=%s".formatted(name, value, least, most));
      }
    }
  }

  private static final int DEFAULT_THREADS = 8;

  /**
   * Reads {@code belay.learner}.
   *
   * @throws BelayException {@code INVALID_REQUEST} with every problem, one a line
   */
  public static LearnerNodeSettings from(Config config) {
    SettingsReader reader = new SettingsReader(config, "belay.learner");
    Node node =
        reader.readKeys(keys ->
            new Node(
                Path.of(keys.text("runs-directory")),
                threads(keys.whole("threads")),
                keys.duration("checkpoint-interval"),
                keys.duration("presence-interval"),
                keys.duration("lock-timeout"),
                keys.duration("last-checkpoint-timeout"),
                keys.duration("run-end-timeout"),
                keys.duration("drain-timeout"),
                keys.flag("tensorboard")));
    LearnerServiceSettings service =
        reader.read(
            "service",
            keys ->
                new LearnerServiceSettings(
                    keys.whole("outstanding-blocks"),
                    keys.duration("carry-timeout"),
                    keys.duration("fetch-timeout"),
                    keys.whole("max-subscribers")));
    StandbySettings standby =
        reader.read(
            "standby",
            keys ->
                new StandbySettings(
                    keys.duration("fetch-interval"), keys.duration("fetch-timeout")));
    reader.refuseProblems();
    if (node == null || service == null || standby == null) {
      throw new IllegalStateException(
          "a subtree that cannot be read is a problem that was refused");
    }
    return new LearnerNodeSettings(node, service, standby);
  }

  private static int threads(int asked) {
    return asked == 0
        ? Math.min(DEFAULT_THREADS, Runtime.getRuntime().availableProcessors())
        : asked;
  }
}
