package io.belay.deploy.autoscaling;

import io.belay.deploy.monitoring.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Kubernetes' autoscaler for one metric of an object, as {@code pkg/controller/podautoscaler} of
 * Kubernetes 1.33 computes it at each sync.
 *
 * <pre>
 *   AverageValue:  ratio = metric ÷ (target · replicas),  desired = ⌈metric ÷ target⌉
 *   Value:         ratio = metric ÷ target,               desired = ⌈ratio · ready pods⌉
 *   |ratio − 1| ≤ 0.1:  desired = replicas
 * </pre>
 *
 * <p>What is desired is then stabilised by the recommendations of the windows, kept to what the
 * policies allow in their periods, and to the bounds. Without a metric nothing changes, and nothing
 * is recommended. Not thread-safe.
 */
final class HorizontalPodAutoscaler {
  /** {@code --horizontal-pod-autoscaler-tolerance} of the controller manager. */
  private static final double TOLERANCE = 0.1;

  /** {@code --horizontal-pod-autoscaler-sync-period} of the controller manager. */
  static final double SYNC_SECONDS = 15;

  private final Rule rule;
  private final List<Event> recommendations = new ArrayList<>();
  private final List<Event> changes = new ArrayList<>();

  /**
   * What the manifest says.
   *
   * @param perReplica whether the target is for each replica, {@code AverageValue}
   */
  record Rule(
      int least, int most, boolean perReplica, double target, ScalingRules up, ScalingRules down) {

    /** Of a manifest of autoscaling/v2 with one metric of an object. */
    static Rule read(Tree manifest) {
      Tree spec = manifest.at("spec");
      Tree target = spec.at("metrics").list().getFirst().at("object", "target");
      boolean perReplica = target.at("type").text().equals("AverageValue");
      return new Rule(
          spec.at("minReplicas").number(),
          spec.at("maxReplicas").number(),
          perReplica,
          Double.parseDouble(target.at(perReplica ? "averageValue" : "value").text()),
          ScalingRules.read(spec.at("behavior", "scaleUp")),
          ScalingRules.read(spec.at("behavior", "scaleDown")));
    }

    Rule upTo(int replicas) {
      return new Rule(least, replicas, perReplica, target, up, down);
    }
  }

  /**
   * @param seconds when
   * @param replicas that were recommended, or by how many the number changed
   */
  private record Event(double seconds, int replicas) {}

  HorizontalPodAutoscaler(Rule rule) {
    this.rule = rule;
  }

  /**
   * One sync.
   *
   * @param now seconds
   * @param replicas of the scale target
   * @param ready pods of it
   * @return replicas that it shall have
   */
  int sync(double now, int replicas, int ready, OptionalDouble metric) {
    if (metric.isEmpty()) {
      return replicas;
    }
    int desired = stabilised(now, replicas, desired(replicas, ready, metric.getAsDouble()));
    int next = Math.clamp(desired, lowest(now, replicas), highest(now, replicas));
    if (next != replicas) {
      changes.add(new Event(now, next - replicas));
    }
    return next;
  }

  private int desired(int replicas, int ready, double metric) {
    double ratio = metric / (rule.target() * (rule.perReplica() ? replicas : 1));
    if (Math.abs(ratio - 1) <= TOLERANCE) {
      return replicas;
    }
    return (int) Math.ceil(rule.perReplica() ? metric / rule.target() : ratio * ready);
  }

  /**
   * Recommendations are kept as they were before they were stabilised; the first is the number that
   * the autoscaler found.
   */
  private int stabilised(double now, int replicas, int desired) {
    if (recommendations.isEmpty()) {
      recommendations.add(new Event(now, replicas));
    }
    double longest = Math.max(rule.up().windowSeconds(), rule.down().windowSeconds());
    recommendations.removeIf(past -> past.seconds() <= now - longest);
    int up = desired;
    int down = desired;
    for (Event past : recommendations) {
      if (past.seconds() > now - rule.up().windowSeconds()) {
        up = Math.min(up, past.replicas());
      }
      if (past.seconds() > now - rule.down().windowSeconds()) {
        down = Math.max(down, past.replicas());
      }
    }
    recommendations.add(new Event(now, desired));
    return Math.min(Math.max(replicas, up), down);
  }

  private int highest(double now, int replicas) {
    int allowed = Integer.MIN_VALUE;
    for (ScalingRules.Policy policy : rule.up().policies()) {
      int before = replicas - changed(now, policy);
      allowed =
          Math.max(
              allowed,
              policy.percent()
                  ? (int) Math.ceil(before * (1 + policy.value() / 100.0))
                  : before + policy.value());
    }
    return Math.min(rule.most(), Math.max(replicas, allowed));
  }

  private int lowest(double now, int replicas) {
    int allowed = Integer.MAX_VALUE;
    for (ScalingRules.Policy policy : rule.down().policies()) {
      int before = replicas - changed(now, policy);
      allowed =
          Math.min(
              allowed,
              policy.percent()
                  ? (int) (before * (1 - policy.value() / 100.0))
                  : before - policy.value());
    }
    return Math.max(rule.least(), Math.min(replicas, allowed));
  }

  /** By how much the number of replicas changed within the policy's period. */
  private int changed(double now, ScalingRules.Policy policy) {
    return changes.stream()
        .filter(change -> change.seconds() > now - policy.periodSeconds())
        .mapToInt(Event::replicas)
        .sum();
  }
}
