package io.belay.deploy.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.plot.Axis;
import io.belay.deploy.plot.Panel;
import io.belay.deploy.plot.Picture;
import io.belay.deploy.plot.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Draws {@code deploy/pictures/autoscaling.svg}: four simulated runs under the shipped rule, and
 * under replicas × idle ratio ÷ target.
 */
@Tag("measurement")
class AutoscalingPicture {
  private static final Path PICTURE = Path.of("pictures", "autoscaling.svg");
  private static final long SEED = 7;
  private static final double SLOWER_AT = 30;
  private static final double MINUTES = 60;
  private static final HorizontalPodAutoscaler.Rule SHIPPED =
      HorizontalPodAutoscaler.Rule.read(AutoscalingManifests.autoscaler());

  @Test
  void draw() {
    List<Panel> panels = new ArrayList<>();
    for (IterationTimes times : IterationTimes.measured().subList(0, 4)) {
      panels.add(panel(times.inBlocks(32)));
    }

    new Picture(
            "Workers over minutes in simulated runs: from one and from 32 workers to the best number, and to the next when updates take four times as long",
            2,
            panels)
        .write(PICTURE);

    assertThat(Files.exists(PICTURE)).isTrue();
  }

  private static Panel panel(IterationTimes times) {
    IterationTimes slower = times.withUpdates(4);
    HorizontalPodAutoscaler.Rule proportional =
        new HorizontalPodAutoscaler.Rule(1, 32, false, 0.75, SHIPPED.up(), SHIPPED.down());
    return new Panel(
        times.recipe(),
        Axis.linear(
            "minutes; updates take four times as long from 30 on", 0, MINUTES, 0, 15, 30, 45, 60),
        Axis.linear("workers", 0, 56, 0, 8, 16, 24, 32),
        List.of(
            best("best at a price of 0.7", times, slower, 0.7),
            best("best at a price of 0.8", times, slower, 0.8),
            new Series(
                "replicas × idle ratio ÷ 0.75",
                "#c9a27e",
                Series.Form.STEPS,
                minutes(run(times, slower, 32, proportional, (now, c) -> c.idleRatio()))),
            new Series(
                "shipped, from 32",
                "#d1661f",
                Series.Form.STEPS,
                minutes(run(times, slower, 32, SHIPPED.upTo(32), shipped()))),
            new Series(
                "shipped, from 1",
                "#1f6fb2",
                Series.Form.STEPS,
                minutes(run(times, slower, 1, SHIPPED.upTo(32), shipped())))));
  }

  private static Series best(
      String name, IterationTimes times, IterationTimes slower, double price) {
    double before = new BestWorkers(times).at(price);
    double after = new BestWorkers(slower).at(price);
    return new Series(
        name,
        price > 0.75 ? "#999" : "#555",
        Series.Form.DASHED,
        List.of(
            new double[] {0, before},
            new double[] {SLOWER_AT, before},
            new double[] {SLOWER_AT, after},
            new double[] {MINUTES, after}));
  }

  private static Trial.Metric shipped() {
    return Trial.shipped();
  }

  private static Trial run(
      IterationTimes times,
      IterationTimes slower,
      int from,
      HorizontalPodAutoscaler.Rule rule,
      Trial.Metric metric) {
    return new Trial(new SimulatedCluster(times, from, SEED), rule, metric)
        .during(SLOWER_AT)
        .then(cluster -> cluster.become(slower))
        .during(MINUTES - SLOWER_AT);
  }

  private static List<double[]> minutes(Trial trial) {
    List<double[]> points = new ArrayList<>();
    trial.history().forEach(change -> points.add(new double[] {change[0] / 60, change[1]}));
    points.add(new double[] {MINUTES, trial.replicas()});
    return points;
  }
}
