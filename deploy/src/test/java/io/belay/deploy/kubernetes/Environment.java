package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import io.kubernetes.client.custom.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables that a container's process is started with, as the kubelet works them out.
 *
 * @param variables by name
 */
record Environment(Map<String, String> variables) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_]*)\\)");

  static Environment of(Manifests manifests, Container container) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Tree source : container.tree().at("envFrom").list()) {
      variables.putAll(data(manifests, "ConfigMap", source.at("configMapRef", "name").textOr("")));
      variables.putAll(data(manifests, "Secret", source.at("secretRef", "name").textOr("")));
    }
    for (Tree variable : container.tree().at("env").list()) {
      Tree from = variable.at("valueFrom");
      String value =
          from.present()
              ? taken(manifests, container, from)
              : expanded(variable.at("value").textOr(""), variables);
      variables.put(variable.at("name").text(), value);
    }
    return new Environment(variables);
  }

  /** The arguments behind the image's entry point, with the values of variables in them. */
  List<String> expanded(List<String> arguments) {
    return arguments.stream().map(argument -> expanded(argument, variables)).toList();
  }

  /** What stands for a variable that there is not stays as it is. */
  private static String expanded(String text, Map<String, String> variables) {
    return REFERENCE
        .matcher(text)
        .replaceAll((MatchResult reference) ->
            Matcher.quoteReplacement(
                variables.getOrDefault(reference.group(1), reference.group())));
  }

  private static String taken(Manifests manifests, Container container, Tree from) {
    for (String kind : List.of("ConfigMap", "Secret")) {
      Tree key = from.at(kind.equals("Secret") ? "secretKeyRef" : "configMapKeyRef");
      if (key.present()) {
        return data(manifests, kind, key.at("name").textOr(""))
            .getOrDefault(key.at("key").textOr(""), "");
      }
    }
    Tree resource = from.at("resourceFieldRef");
    if (resource.present()) {
      return amount(container, resource);
    }
    String field = from.at("fieldRef", "fieldPath").text();
    return switch (field) {
      case "metadata.name" -> podName(container.workload());
      case "metadata.namespace" -> container.workload().manifest().namespace();
      case "status.podIP" -> "10.0.0.7";
      default -> throw new IllegalArgumentException("unknown field of a pod: fieldPath=" + field);
    };
  }

  /** Rounded up, in units of the divisor. */
  private static String amount(Container container, Tree resource) {
    String[] path = resource.at("resource").text().split("\\.", 2);
    BigDecimal amount =
        Quantity.fromString(container.tree().at("resources", path[0], path[1]).textOr("0"))
            .getNumber();
    BigDecimal divisor = Quantity.fromString(resource.at("divisor").textOr("1")).getNumber();
    return amount.divide(divisor, 0, RoundingMode.CEILING).toPlainString();
  }

  private static String podName(Workload workload) {
    String name = workload.manifest().name();
    return switch (workload.manifest().kind()) {
      case "StatefulSet" -> name + "-0";
      case "Deployment" -> name + "-6d5f7c9b8-x2x7k";
      case "Job" -> name + "-x2x7k";
      default -> name;
    };
  }

  private static Map<String, String> data(Manifests manifests, String kind, String name) {
    Map<String, String> data = new LinkedHashMap<>();
    manifests
        .find(kind, name)
        .ifPresent(map -> {
          data.putAll(Manifest.texts(map.tree().at("data")));
          data.putAll(Manifest.texts(map.tree().at("stringData")));
        });
    return data;
  }
}
