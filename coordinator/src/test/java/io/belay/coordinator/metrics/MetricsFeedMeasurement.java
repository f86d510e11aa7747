package io.belay.coordinator.metrics;

import io.belay.coordinator.run.RecordedRun;
import io.belay.coordinator.run.RunEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the meters take of the coordinator's thread, an iteration. */
@Tag("measurement")
class MetricsFeedMeasurement {
  private static final int ROUNDS = 5;
  private static final int ITERATIONS = 200_000;

  /** Two blocks, two episodes, every figure that any algorithm has: more than any iteration. */
  @Test
  void nanosecondsOfAnIteration() {
    RunEvent progress = new RunEvent.Progress(RecordedRun.RUN, RecordedRun.report(1));
    RunEvent first = new RunEvent.BlockAdmitted(RecordedRun.RUN, 1, 0, "w1");
    RunEvent second = new RunEvent.BlockAdmitted(RecordedRun.RUN, 1, 1, "w2");
    double[] nanos = new double[ROUNDS];
    try (MetricsFeed feed = new MetricsFeed("0.1.0", "coordinator", Duration.ofSeconds(30))) {
      feed.scrape("text/plain; version=0.0.4; charset=utf-8");
      RecordedRun.events().forEach(feed::onEvent);
      // The first round is compiled meanwhile and written over by the next.
      for (int round = -1; round < ROUNDS; round++) {
        long begun = System.nanoTime();
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
          feed.onEvent(first);
          feed.onEvent(second);
          feed.onEvent(progress);
        }
        nanos[Math.max(0, round)] = (double) (System.nanoTime() - begun) / ITERATIONS;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "an iteration's meters: %.0f ns, median of %d (%.0f to %.0f)%n",
        nanos[ROUNDS / 2],
        ROUNDS,
        nanos[0],
        nanos[ROUNDS - 1]);
  }
}
