package io.belay.deploy.autoscaling;

import static io.belay.deploy.autoscaling.WorthwhileWorkers.MEAN_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shipped autoscaler in charge of simulated runs: it finds the best number of workers, stays
 * there, and finds the next one when something changes; other rules do not.
 */
class AutoscalingTest {
  /**
   * Percent of speed for which a percent of workers is bought: 0.75, and as far beside it as whole
   * workers and blocks and the band of the shipped rule come to.
   */
  private static final double LOWEST_PRICE = 0.65;

  private static final double HIGHEST_PRICE = 0.85;

  /**
   * From 1 to 64 workers are six doublings, a minute and a pod's start apart; down, the mean of the
   * updates' time and a window, five minutes each. Afterwards there may be one more step, where
   * times lie on the edge of the rule's band, and none back.
   */
  private static final double SETTLED_MINUTES = 15;

  private static final long SEED = 7;

  private static final HorizontalPodAutoscaler.Rule SHIPPED =
      HorizontalPodAutoscaler.Rule.read(AutoscalingManifests.autoscaler());

  private static final Map<IterationTimes, BestWorkers> BEST = new HashMap<>();

  static Stream<Arguments> runs() {
    return IterationTimes.measured().stream()
        .flatMap(times -> IntStream.of(8, 16, 64).mapToObj(times::inBlocks))
        .flatMap(
            times -> IntStream.of(1, times.blocks()).mapToObj(from -> Arguments.of(times, from)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void itSettlesWithinOneOfTheBestAndStays(IterationTimes times, int from) {
    Trial trial = trial(times, from).during(45);

    assertThat(distance(times, trial)).as(() -> describe(times, trial)).isLessThanOrEqualTo(1);
    assertThat(trial.changes(SETTLED_MINUTES))
        .as(() -> describe(times, trial))
        .isLessThanOrEqualTo(1);
    assertThat(trial.turns(0)).as(() -> describe(times, trial)).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void itFindsTheNextBestWhenUpdatesTakeFourTimesAsLong(IterationTimes times, int from) {
    IterationTimes slower = times.withUpdates(4);
    Trial trial = trial(times, from).during(20).then(cluster -> cluster.become(slower)).during(25);

    assertThat(distance(slower, trial)).as(() -> describe(slower, trial)).isLessThanOrEqualTo(1);
    assertThat(trial.changes(20 + SETTLED_MINUTES))
        .as(() -> describe(slower, trial))
        .isLessThanOrEqualTo(1);
  }

  /** Half of the workers at once, twice, as when a zone of spot machines is taken away. */
  @ParameterizedTest
  @MethodSource("runs")
  void lossesOfWorkersDoNotMisleadIt(IterationTimes times, int from) {
    Trial trial = trial(times, from).during(20);
    for (int loss = 0; loss < 2; loss++) {
      trial.then(cluster -> cluster.lose(cluster.registered() / 2)).during(8);
    }

    assertThat(distance(times, trial)).as(() -> describe(times, trial)).isLessThanOrEqualTo(1);
    assertThat(trial.changes(20)).as(() -> describe(times, trial)).isLessThanOrEqualTo(1);
  }

  @Test
  void withoutTheMetricEverythingStaysAsItIs() {
    IterationTimes times = IterationTimes.measured().getFirst();
    Trial.Metric shipped = Trial.shipped();
    boolean[] gone = {false};
    Trial trial =
        new Trial(
                new SimulatedCluster(times, 1, SEED),
                SHIPPED.upTo(times.blocks()),
                (now, cluster) -> gone[0] ? OptionalDouble.empty() : shipped.record(now, cluster))
            .during(3);
    int before = trial.replicas();
    assertThat(before).isGreaterThan(1);
    gone[0] = true;
    trial.during(0.5);
    int onItsWay = trial.replicas();
    trial.during(60);

    assertThat(trial.replicas()).isEqualTo(onItsWay);
  }

  /** Replicas times idle ratio by target, as autoscalers are commonly set up. */
  @Test
  void inProportionToTheIdleRatioItStandsBetweenUsefulNumbers() {
    HorizontalPodAutoscaler.Rule proportional =
        new HorizontalPodAutoscaler.Rule(1, 0, false, 0.75, SHIPPED.up(), SHIPPED.down());

    assertThat(runs()).anyMatch(run -> misses(run, proportional, (now, c) -> c.idleRatio()));
  }

  @Test
  void withTheMetricInvertedItRunsAway() {
    HorizontalPodAutoscaler.Rule proportional =
        new HorizontalPodAutoscaler.Rule(1, 0, false, 0.25, SHIPPED.up(), SHIPPED.down());
    Trial.Metric busy =
        (now, cluster) -> cluster.idleRatio().stream().map(ratio -> 1 - ratio).findFirst();

    assertThat(runs()).anyMatch(run -> misses(run, proportional, busy));
  }

  @Test
  void withAnotherTargetItMissesTheBest() {
    WorthwhileWorkers.Band low = new WorthwhileWorkers.Band(0.4, 0.6);

    assertThat(runs())
        .anyMatch(
            run -> misses(run, SHIPPED, Trial.recorded(new WorthwhileWorkers(low, MEAN_SECONDS))));
  }

  @Test
  void withoutWindowsAndWithoutBandItFlaps() {
    WorthwhileWorkers.Band none = new WorthwhileWorkers.Band(3, 3);
    ScalingRules up = new ScalingRules(0, SHIPPED.up().policies());
    ScalingRules down = new ScalingRules(0, SHIPPED.down().policies());
    HorizontalPodAutoscaler.Rule hasty = new HorizontalPodAutoscaler.Rule(1, 0, true, 1, up, down);

    List<Integer> turns =
        runs()
            .map(run -> {
              IterationTimes times = (IterationTimes) run.get()[0];
              return new Trial(
                      new SimulatedCluster(times, (int) run.get()[1], SEED),
                      hasty.upTo(times.blocks()),
                      Trial.recorded(new WorthwhileWorkers(none, 15)))
                  .during(45)
                  .turns(SETTLED_MINUTES);
            })
            .toList();

    assertThat(turns).anyMatch(count -> count >= 4);
  }

  private static boolean misses(
      Arguments run, HorizontalPodAutoscaler.Rule rule, Trial.Metric metric) {
    IterationTimes times = (IterationTimes) run.get()[0];
    Trial trial =
        new Trial(
                new SimulatedCluster(times, (int) run.get()[1], SEED),
                rule.upTo(times.blocks()),
                metric)
            .during(45);
    return distance(times, trial) > 1 || trial.changes(SETTLED_MINUTES) > 1;
  }

  private static Trial trial(IterationTimes times, int from) {
    return new Trial(
        new SimulatedCluster(times, from, SEED), SHIPPED.upTo(times.blocks()), Trial.shipped());
  }

  private static int distance(IterationTimes times, Trial trial) {
    return best(times).distance(trial.replicas(), LOWEST_PRICE, HIGHEST_PRICE);
  }

  private static BestWorkers best(IterationTimes times) {
    return BEST.computeIfAbsent(times, BestWorkers::new);
  }

  private static String describe(IterationTimes times, Trial trial) {
    BestWorkers best = best(times);
    StringBuilder text = new StringBuilder();
    text.append(
        "%s in %d blocks, best %d to %d:"
            .formatted(
                times.recipe(), times.blocks(), best.at(HIGHEST_PRICE), best.at(LOWEST_PRICE)));
    trial
        .history()
        .forEach(change -> text.append(" %.1f min %.0f".formatted(change[0] / 60, change[1])));
    return text.toString();
  }
}
