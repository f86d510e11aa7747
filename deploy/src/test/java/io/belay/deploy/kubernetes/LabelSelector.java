package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import java.util.List;
import java.util.Map;

/** Which labels a selector takes, as the API server decides it. */
final class LabelSelector {
  private LabelSelector() {}

  /**
   * Whether all of a selector's conditions hold; an empty one takes everything.
   *
   * @param selector with {@code matchLabels} and {@code matchExpressions}
   */
  static boolean matches(Tree selector, Map<String, String> labels) {
    return labels.entrySet().containsAll(Manifest.texts(selector.at("matchLabels")).entrySet())
        && selector.at("matchExpressions").list().stream()
            .allMatch(expression -> holds(expression, labels));
  }

  private static boolean holds(Tree expression, Map<String, String> labels) {
    String key = expression.at("key").text();
    List<String> values = expression.at("values").list().stream().map(Tree::text).toList();
    String operator = expression.at("operator").text();
    return switch (operator) {
      case "In" -> labels.containsKey(key) && values.contains(labels.get(key));
      case "NotIn" -> !labels.containsKey(key) || !values.contains(labels.get(key));
      case "Exists" -> labels.containsKey(key);
      case "DoesNotExist" -> !labels.containsKey(key);
      default -> throw new IllegalArgumentException("unknown operator: operator=" + operator);
    };
  }
}
