package io.belay.deploy.autoscaling;

import io.belay.deploy.monitoring.Tree;
import java.util.List;

/**
 * One direction of an autoscaler's {@code behavior}.
 *
 * @param windowSeconds how far back recommendations count: the lowest of them holds back scaling
 *     up, the highest scaling down
 * @param policies how far it may go in how long; the one that allows most counts
 */
record ScalingRules(double windowSeconds, List<Policy> policies) {

  /**
   * A bound of change.
   *
   * @param percent whether {@code value} is a percentage of the replicas at the beginning of the
   *     period, and not a number of pods
   */
  record Policy(boolean percent, int value, double periodSeconds) {}

  /** As a manifest has it. */
  static ScalingRules read(Tree rules) {
    if (!rules.at("selectPolicy").text().equals("Max")) {
      throw new IllegalArgumentException("only Max is simulated: " + rules);
    }
    return new ScalingRules(
        rules.at("stabilizationWindowSeconds").number(),
        rules.at("policies").list().stream()
            .map(policy ->
                new Policy(
                    policy.at("type").text().equals("Percent"),
                    policy.at("value").number(),
                    policy.at("periodSeconds").number()))
            .toList());
  }
}
