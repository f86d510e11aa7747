package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long a run stands still when a process of it is killed. */
@Tag("measurement")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RecoveryMeasurement {
  private static final int TIMES = 5;
  private static final String RUN = "recovery";

  @RegisterExtension final ClusterProcesses cluster = new ClusterProcesses();

  /**
   * From SIGKILL to the second iteration after it: what was missing of the first may have been in
   * already, the second has every block from another worker.
   */
  @Test
  void fromAWorkersDeathToItsBlocksBeingSampledElsewhere() {
    cluster.start(2);
    submit();
    double[] seconds = new double[TIMES];
    for (int time = 0; time < TIMES; time++) {
      cluster.awaitStatus(
          "two workers hold blocks",
          status ->
              status.getWorkersList().stream().filter(worker -> worker.getBlocks() > 0).count()
                  == 2);
      long before = cluster.iterations(RUN);
      long killed = System.nanoTime();
      cluster.worker(2 + time).kill();
      awaitIterations(before + 2);
      seconds[time] = (System.nanoTime() - killed) / 1e9;
      cluster.worker(3 + time).start();
    }
    report("from a worker's death to its blocks being sampled elsewhere", seconds);
  }

  /** From SIGKILL, with the same command given again at once, to the next version. */
  @Test
  void fromTheLearnersDeathToTheNextVersion() {
    cluster.start(2);
    submit();
    double[] seconds = new double[TIMES];
    for (int time = 0; time < TIMES; time++) {
      cluster.awaitIteration(RUN, 20 + 20 * time);
      int goneOn = occurrences(cluster.learner().output(), " goes on at iteration ");
      long killed = System.nanoTime();
      cluster.learner().kill();
      cluster.learner().start();
      cluster.learner().awaitOutput(" goes on at iteration ", goneOn + 1);
      long resumedAt = cluster.iterations(RUN);
      awaitIterations(resumedAt + 1);
      seconds[time] = (System.nanoTime() - killed) / 1e9;
    }
    report("from the learner's death to the next version", seconds);
  }

  private void submit() {
    cluster.submit(
        "cartpole",
        RUN,
        2,
        "sampling.block-size=2",
        "training.checkpoint-every=10",
        "training.environment-steps=10000000");
    cluster.awaitIteration(RUN, 20);
  }

  private void awaitIterations(long iterations) {
    Awaitility.await()
        .atMost(ClusterProcesses.LIMIT)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> cluster.iterations(RUN) >= iterations);
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static void report(String what, double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    System.out.printf(
        "%s: median %.2f s of %s%n", what, sorted[sorted.length / 2], Arrays.toString(seconds));
    assertThat(sorted[0]).isPositive();
  }
}
