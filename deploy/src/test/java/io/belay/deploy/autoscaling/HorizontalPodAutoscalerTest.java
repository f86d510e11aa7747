package io.belay.deploy.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The simulated autoscaler does what Kubernetes documents. */
class HorizontalPodAutoscalerTest {
  private static final ScalingRules AT_ONCE = rules(0, true, 1000, 15);

  @Test
  void averageValueIsAReplicaForEachTargetWhateverThereAreNow() {
    assertThat(sync(rule(true, 1, AT_ONCE, AT_ONCE), 15, 2, 7)).isEqualTo(7);
    // ⌈7 ÷ 2⌉ = 4
    assertThat(sync(rule(true, 2, AT_ONCE, AT_ONCE), 15, 2, 7)).isEqualTo(4);
  }

  @Test
  void valueIsInProportionToTheReadyPods() {
    // ⌈4 · 0.9 ÷ 0.75⌉ = ⌈4.8⌉ = 5
    assertThat(sync(rule(false, 0.75, AT_ONCE, AT_ONCE), 15, 4, 0.9)).isEqualTo(5);
  }

  @Test
  void aTenthMoreOrLessMovesNothing() {
    HorizontalPodAutoscaler.Rule rule = rule(true, 1, AT_ONCE, AT_ONCE);

    assertThat(sync(rule, 15, 21, 23)).isEqualTo(21);
    assertThat(sync(rule, 15, 21, 19)).isEqualTo(21);
    assertThat(sync(rule, 15, 21, 24)).isEqualTo(24);
    assertThat(sync(rule, 15, 21, 18)).isEqualTo(18);
  }

  @Test
  void boundsHold() {
    HorizontalPodAutoscaler.Rule rule = rule(true, 1, AT_ONCE, AT_ONCE);

    assertThat(sync(rule, 15, 10, 1000)).isEqualTo(100);
    assertThat(sync(rule, 15, 10, 0)).isEqualTo(1);
  }

  /**
   * 100 % or 4 pods in 60 s, from 1: 5 at once, then no more until those 60 s are over, then 10.
   */
  @Test
  void thePolicyThatAllowsMostCountsFromTheBeginningOfItsPeriod() {
    ScalingRules up =
        new ScalingRules(
            0,
            List.of(new ScalingRules.Policy(true, 100, 60), new ScalingRules.Policy(false, 4, 60)));
    HorizontalPodAutoscaler autoscaler = new HorizontalPodAutoscaler(rule(true, 1, up, AT_ONCE));

    int[] replicas = new int[6];
    int now = 1;
    for (int look = 0; look < replicas.length; look++) {
      now = autoscaler.sync(15 * (look + 1), now, now, OptionalDouble.of(64));
      replicas[look] = now;
    }

    assertThat(replicas).containsExactly(5, 5, 5, 5, 10, 10);
  }

  /** The lowest of a minute for going up, of which the first is the number that was found. */
  @Test
  void goingUpWaitsUntilTheWholeWindowSaysSo() {
    ScalingRules up = rules(60, true, 1000, 15);
    HorizontalPodAutoscaler autoscaler = new HorizontalPodAutoscaler(rule(true, 1, up, AT_ONCE));

    assertThat(autoscaler.sync(15, 4, 4, OptionalDouble.of(20))).isEqualTo(4);
    assertThat(autoscaler.sync(30, 4, 4, OptionalDouble.of(20))).isEqualTo(4);
    assertThat(autoscaler.sync(45, 4, 4, OptionalDouble.of(9))).isEqualTo(4);
    // What was found at 15 s is 60 s ago; the lowest since is 9.
    assertThat(autoscaler.sync(75, 4, 4, OptionalDouble.of(20))).isEqualTo(9);
  }

  /** The highest of five minutes for going down. */
  @Test
  void goingDownWaitsUntilTheWholeWindowSaysSo() {
    ScalingRules down = rules(300, true, 100, 15);
    HorizontalPodAutoscaler autoscaler = new HorizontalPodAutoscaler(rule(true, 1, AT_ONCE, down));

    assertThat(autoscaler.sync(0, 20, 20, OptionalDouble.of(8))).isEqualTo(20);
    assertThat(autoscaler.sync(150, 20, 20, OptionalDouble.of(12))).isEqualTo(20);
    assertThat(autoscaler.sync(300, 20, 20, OptionalDouble.of(4))).isEqualTo(12);
  }

  @Test
  void withoutAMetricNothingMoves() {
    HorizontalPodAutoscaler autoscaler =
        new HorizontalPodAutoscaler(rule(true, 1, AT_ONCE, AT_ONCE));

    assertThat(autoscaler.sync(15, 7, 7, OptionalDouble.empty())).isEqualTo(7);
  }

  private static int sync(
      HorizontalPodAutoscaler.Rule rule, double now, int replicas, double metric) {
    return new HorizontalPodAutoscaler(rule)
        .sync(now, replicas, replicas, OptionalDouble.of(metric));
  }

  private static HorizontalPodAutoscaler.Rule rule(
      boolean perReplica, double target, ScalingRules up, ScalingRules down) {
    return new HorizontalPodAutoscaler.Rule(1, 100, perReplica, target, up, down);
  }

  private static ScalingRules rules(double window, boolean percent, int value, double period) {
    return new ScalingRules(window, List.of(new ScalingRules.Policy(percent, value, period)));
  }
}
