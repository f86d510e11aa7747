package io.belay.deploy.scaling;

import io.belay.deploy.Commands;
import io.belay.deploy.cluster.ClusterProcesses;
import io.belay.deploy.plot.Axis;
import io.belay.deploy.plot.Panel;
import io.belay.deploy.plot.Picture;
import io.belay.deploy.plot.Series;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Steps per second over workers, each a process of its own that dials a real coordinator and
 * learner over TCP, with an environment that takes a millisecond a step and with one that takes
 * none; draws {@code deploy/pictures/scaling.svg}.
 *
 * <p>Workers of the slow environment compile with one compiler and work on plain kernels, with
 * which 32 JVMs on two processors are warm soonest and which give the same bits; the first run of
 * each number of workers does not count.
 *
 * <p>CleanRL's PPO with 32 lanes in 32 blocks: an iteration is 32 × 256 = 8192 steps. {@code
 * -Dbelay.scaling.workers=1,16} measures at some numbers of workers alone and draws nothing; {@code
 * belay.scaling.rounds} is 3 unless it is set, {@code belay.scaling.seconds}, of one run, 6.
 */
@Tag("measurement")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ScalingMeasurement {
  private static final int[] ALL = {1, 2, 4, 8, 16, 32};
  private static final int[] WORKERS =
      Stream.of(System.getProperty("belay.scaling.workers", "1,2,4,8,16,32").split(","))
          .mapToInt(Integer::parseInt)
          .toArray();
  private static final int ROUNDS = Integer.getInteger("belay.scaling.rounds", 3);
  private static final int SECONDS = Integer.getInteger("belay.scaling.seconds", 6);

  private static final String SLOW = "delayed:1ms:CartPole-v1";
  private static final int STEPS_PER_SECOND_AND_WORKER = 1000;
  private static final int BATCH = 8192;
  private static final int LEAST_ITERATIONS = 2;
  private static final int FAST_ITERATIONS = 40;
  private static final Path PICTURE = Path.of("pictures", "scaling.svg");
  private static final Pattern SPEED = Pattern.compile("\"steadyStepsPerSecond\" : ([0-9.eE+]+)");

  @RegisterExtension
  final ClusterProcesses cluster =
      new ClusterProcesses("belay.worker.environments = [\"" + SLOW + "\"]");

  /**
   * What one run came to.
   *
   * @param speed steps per second over the second half of its steps
   * @param update seconds from a batch to the next policy, median
   * @param waits share of the learner's time in which it waited for blocks
   */
  private record Result(double speed, double update, double waits) {}

  private final Map<String, List<Result>> results = new TreeMap<>();
  private int running;
  private int runs;

  @Test
  void stepsPerSecondGrowWithWorkers() {
    cluster.learner().atFullSpeed();
    cluster.start(0);
    // Full speed first, because the learner has compiled its update by then.
    for (int workers = 1; workers <= 2; workers++) {
      haveWorkers(workers, "-XX:TieredStopAtLevel=4", "-Dbelay.kernels=auto");
      for (int round = 0; round < ROUNDS; round++) {
        measure("full speed, workers " + workers, "CartPole-v1", workers, FAST_ITERATIONS, false);
      }
    }
    haveWorkers(0);
    for (int workers : WORKERS) {
      haveWorkers(workers, "-Xmx64m");
      int iterations =
          Math.max(LEAST_ITERATIONS, workers * STEPS_PER_SECOND_AND_WORKER * SECONDS / BATCH);
      run(SLOW, workers, iterations, false);
      for (int round = 0; round < ROUNDS; round++) {
        measure(name(false, workers), SLOW, workers, iterations, false);
        measure(name(true, workers), SLOW, workers, iterations, true);
      }
    }
    results.forEach(ScalingMeasurement::print);
    if (Arrays.equals(WORKERS, ALL)) {
      draw();
    }
  }

  private static String name(boolean pipeline, int workers) {
    return "1 ms a step, %s, workers %2d".formatted(pipeline ? "pipeline" : "lag 0", workers);
  }

  /** Starts them one after the other, so that they do not take one another's processor. */
  private void haveWorkers(int wanted, String... jvmFlags) {
    while (running < wanted) {
      cluster.worker(++running).onJvm(jvmFlags).start("--slots", "1");
      int there = running;
      cluster.awaitStatus("the worker is there", status -> status.getWorkersCount() == there);
    }
    while (running > wanted) {
      cluster.worker(running--).terminate();
    }
    cluster.awaitStatus("all are there", status -> status.getWorkersCount() == wanted);
  }

  private void measure(
      String what, String environment, int workers, int iterations, boolean pipeline) {
    String run = run(environment, workers, iterations, pipeline);
    PhaseTimes times = PhaseTimes.of(cluster.run(run)).after(iterations / 2);
    double waiting = Arrays.stream(times.waiting()).sum();
    double updating = Arrays.stream(times.updating()).sum();
    Result result =
        new Result(speed(run), PhaseTimes.median(times.updating()), waiting / (waiting + updating));
    results.computeIfAbsent(what, unused -> new ArrayList<>()).add(result);
    print(what, List.of(result));
  }

  private String run(String environment, int workers, int iterations, boolean pipeline) {
    String run = "run-" + runs++;
    cluster.submit(
        "cartpole-cleanrl",
        run,
        workers,
        "environment.id=" + environment,
        "sampling.lanes=32",
        "sampling.block-size=1",
        "sampling.fragment-length=256",
        "sampling.pipeline=" + pipeline,
        "algorithm.minibatch-size=2048",
        "training.environment-steps=" + iterations * BATCH,
        "evaluation.episodes=1");
    cluster.awaitHash(run);
    return run;
  }

  private double speed(String run) {
    Matcher speed = SPEED.matcher(Commands.summary(cluster.run(run)));
    if (!speed.find()) {
      throw new AssertionError(Commands.summary(cluster.run(run)));
    }
    return Double.parseDouble(speed.group(1));
  }

  private static void print(String what, List<Result> results) {
    System.out.printf(
        "%s: %.0f steps/s of %s; update %.1f ms, learner waits %.0f %%%n",
        what,
        median(results, Result::speed),
        results.stream().map(result -> Math.round(result.speed())).toList(),
        1e3 * median(results, Result::update),
        1e2 * median(results, Result::waits));
  }

  private static double median(List<Result> results, ToDoubleFunction<Result> figure) {
    return PhaseTimes.median(results.stream().mapToDouble(figure).toArray());
  }

  private void draw() {
    double one = median(results.get(name(false, 1)), Result::speed);
    double[] ticks = {1, 2, 4, 8, 16, 32};
    Panel speed =
        new Panel(
            "Steps per second, 1 ms a step",
            Axis.logarithmic("workers, each a process", 1, 32, ticks),
            Axis.logarithmic(
                "steps/s", 500, 64_000, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000),
            List.of(
                new Series(
                    "ideal: workers × one worker at lag 0",
                    "#777",
                    Series.Form.DASHED,
                    List.of(new double[] {1, one}, new double[] {32, 32 * one})),
                series("sampling and update in turn (lag 0)", "#1f6fb2", false, 0),
                series("sampling during the update (pipeline)", "#d1661f", true, 0)));
    Panel share =
        new Panel(
            "Share of the ideal",
            Axis.logarithmic("workers, each a process", 1, 32, ticks),
            Axis.linear("%", 0, 110, 0, 25, 50, 75, 90, 100),
            List.of(
                series("", "#1f6fb2", false, one / 100), series("", "#d1661f", true, one / 100)));
    new Picture(
            "Steps per second over workers against the ideal line, and the share of it",
            2,
            List.of(speed, share))
        .write(PICTURE);
  }

  /**
   * @param one steps per second of a percent of one worker, for shares of the ideal; 0 for speeds
   */
  private Series series(String name, String colour, boolean pipeline, double one) {
    List<double[]> points = new ArrayList<>();
    for (int workers : ALL) {
      double speed = median(results.get(name(pipeline, workers)), Result::speed);
      points.add(new double[] {workers, one == 0 ? speed : speed / (one * workers)});
    }
    return new Series(name, colour, Series.Form.DOTTED_LINE, points);
  }
}
