package io.belay.deploy.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.cluster.ClusterMember;
import io.belay.deploy.cluster.ClusterProcesses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The idle ratios of a real cluster, as a scrape shows them, when the environment or the learner is
 * slowed and when there are more workers: they move as the autoscaler's rule expects.
 */
@Tag("measurement")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class IdleRatioMeasurement {
  private static final String SLOW = "delayed:1ms:CartPole-v1";
  private static final String SLOWER = "delayed:4ms:CartPole-v1";
  private static final int BLOCKS = 16;
  private static final int STEPS = 64;

  /** Longer than the window of the learner's idle ratio and several heartbeats. */
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(14);

  private static final Pattern LEARNER =
      Pattern.compile("belay_learner_idle_ratio\\{.*} ([0-9.eE-]+)");
  private static final Pattern WORKERS = Pattern.compile("belay_workers_idle_ratio ([0-9.eE-]+)");

  @RegisterExtension
  final ClusterProcesses cluster =
      new ClusterProcesses("belay.worker.environments = [\"" + SLOW + "\", \"" + SLOWER + "\"]");

  /**
   * What was scraped: shares of time without work. The learner's is over its last iterations; the
   * workers', over the second before a heartbeat, is the mean of what was scraped once a second.
   */
  private record IdleRatios(double learner, double workers) {}

  private int runs;

  @Test
  void idleRatiosMoveWithTheCostOfStepsAndUpdatesAndWithWorkers() {
    cluster.learner().atFullSpeed();
    cluster.start(0);
    have(2);
    IdleRatios base = measure("2 workers, 1 ms a step, 20 epochs", SLOW, 20);
    IdleRatios slowEnvironment = measure("2 workers, 4 ms a step, 20 epochs", SLOWER, 20);
    IdleRatios slowLearner = measure("2 workers, 1 ms a step, 200 epochs", SLOW, 200);
    have(8);
    IdleRatios moreWorkers = measure("8 workers, 1 ms a step, 200 epochs", SLOW, 200);

    assertThat(slowEnvironment.learner()).isGreaterThan(base.learner());
    assertThat(slowEnvironment.workers()).isLessThan(base.workers());
    assertThat(slowLearner.learner()).isLessThan(base.learner());
    assertThat(slowLearner.workers()).isGreaterThan(base.workers());
    assertThat(moreWorkers.learner()).isLessThan(slowLearner.learner());
    assertThat(moreWorkers.workers()).isGreaterThan(slowLearner.workers());
  }

  private void have(int workers) {
    for (int number = 1; number <= workers; number++) {
      ClusterMember worker = cluster.worker(number);
      if (!worker.alive()) {
        worker.onJvm("-Xmx64m").start("--slots", "1");
      }
    }
    cluster.awaitStatus("all are there", status -> status.getWorkersCount() == workers);
  }

  private IdleRatios measure(String what, String environment, int epochs) {
    String run = "run-" + runs++;
    cluster.submit(
        "cartpole",
        run,
        1,
        "environment.id=" + environment,
        "sampling.lanes=" + BLOCKS,
        "sampling.block-size=1",
        "sampling.fragment-length=" + STEPS,
        "algorithm.epochs=" + epochs,
        "training.environment-steps=100000000");
    cluster.awaitIteration(run, 2);
    long begun = System.nanoTime();
    List<Double> workers = new ArrayList<>();
    List<Double> learner = new ArrayList<>();
    Awaitility.await()
        .atMost(ClusterProcesses.LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          String scraped = cluster.metrics(cluster.coordinator());
          workers.add(value(WORKERS, scraped));
          learner.add(value(LEARNER, scraped));
          return System.nanoTime() - begun > STEADY_NANOS;
        });
    IdleRatios ratios =
        new IdleRatios(
            learner.getLast(), workers.stream().mapToDouble(each -> each).average().orElseThrow());
    PhaseTimes times = PhaseTimes.of(cluster.run(run)).after(2);
    System.out.printf(
        "%s: learner idle %.2f, workers idle %.2f; sampling %.0f ms, update %.0f ms%n",
        what,
        ratios.learner(),
        ratios.workers(),
        1e3 * PhaseTimes.median(times.sampling()),
        1e3 * PhaseTimes.median(times.updating()));
    assertThat(cluster.belay("stop", run).status()).isZero();
    cluster.awaitStatus(
        "the run is over",
        status ->
            status.getRunsList().stream()
                .noneMatch(
                    each -> each.getRunId().equals(run) && each.getPhase().equals("RUNNING")));
    return ratios;
  }

  private static double value(Pattern meter, String scraped) {
    Matcher found = meter.matcher(scraped);
    assertThat(found.find()).as(meter.pattern()).isTrue();
    return Double.parseDouble(found.group(1));
  }
}
