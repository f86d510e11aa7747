package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules of autoscalers: that of Kubernetes and that of KEDA. */
enum ScalingRule implements ManifestRule {
  TARGETS_EXIST(manifests ->
      scalers(manifests)
          .filter(scaler -> scaler.target(manifests).isEmpty())
          .map(Scaler::toString)),

  WORKLOADS_HAVE_ONE_AUTOSCALER(manifests -> {
    Set<String> seen = new HashSet<>();
    return scalers(manifests)
        .map(scaler -> scaler.reference().at("name").textOr(""))
        .filter(target -> !seen.add(target));
  }),

  /** Applying the manifests again would set the number back. */
  THE_AUTOSCALER_ALONE_SAYS_HOW_MANY(manifests ->
      scalers(manifests)
          .flatMap(scaler -> scaler.target(manifests).stream())
          .filter(target -> target.spec("replicas").present())
          .map(Manifest::toString)),

  /** A worker without a block has nothing to do. */
  NO_MORE_WORKERS_THAN_THE_RECIPE_HAS_BLOCKS(manifests ->
      scalers(manifests)
          .filter(scaler ->
              scaler.least() < 1
                  || scaler.most() < scaler.least()
                  || recipes(manifests).anyMatch(blocks -> scaler.most() > blocks))
          .map(scaler -> "%s: most=%d".formatted(scaler, scaler.most()))),

  METRICS_ARE_SERVED_BY_THE_ADAPTER(manifests ->
      manifests
          .of("HorizontalPodAutoscaler")
          .flatMap(scaler -> scaler.spec("metrics").list().stream())
          .map(metric -> metric.at("object", "metric", "name").textOr("no object's metric"))
          .filter(metric -> served(metric).isEmpty())),

  METRICS_ARE_RECORDED_FOR_THE_OBJECT_THAT_THEY_ARE_OF(manifests ->
      manifests
          .of("HorizontalPodAutoscaler")
          .flatMap(scaler -> scaler.spec("metrics").list().stream())
          .map(metric -> metric.at("object"))
          .filter(object -> !isRecorded(manifests, object))
          .map(object -> "metric=%s".formatted(object.value()))),

  QUERIES_ASK_FOR_RECORDED_SERIES(manifests ->
      manifests
          .of("ScaledObject")
          .flatMap(scaler -> scaler.spec("triggers").list().stream())
          .map(trigger -> trigger.at("metadata", "query").textOr(""))
          .filter(query ->
              recordings(manifests).noneMatch(rule -> query.contains(rule.at("record").text())))),

  /** A number of workers is asked for as such, not as a factor of the present one. */
  TARGETS_ARE_ONE_REPLICA_FOR_EACH_WORKER(manifests ->
      Stream.concat(
          manifests
              .of("HorizontalPodAutoscaler")
              .flatMap(scaler -> scaler.spec("metrics").list().stream())
              .map(metric -> metric.at("object", "target"))
              .filter(target ->
                  !target.at("type").textOr("").equals("AverageValue")
                      || !target.at("averageValue").textOr("").equals("1"))
              .map(target -> "target=" + target.value()),
          manifests
              .of("ScaledObject")
              .flatMap(scaler -> scaler.spec("triggers").list().stream())
              .filter(trigger ->
                  !trigger.at("metricType").textOr("").equals("AverageValue")
                      || !trigger.at("metadata", "threshold").textOr("").equals("1"))
              .map(trigger -> "trigger=" + trigger.value()))),

  WORKERS_GO_MORE_SLOWLY_THAN_THEY_COME(manifests ->
      scalers(manifests)
          .filter(scaler ->
              scaler.window("scaleDown") <= scaler.window("scaleUp")
                  || scaler.window("scaleUp") < 60)
          .map(Scaler::toString));

  private static final Tree ADAPTER =
      Tree.read(Rendered.KUBERNETES.resolve("components/autoscaling/prometheus-adapter.yaml"));

  private final Function<Manifests, Stream<String>> check;

  ScalingRule(Function<Manifests, Stream<String>> check) {
    this.check = check;
  }

  @Override
  public List<String> findings(Manifests manifests) {
    return check.apply(manifests).toList();
  }

  /** An autoscaler of either kind. */
  private record Scaler(Manifest manifest) {
    boolean ofKeda() {
      return manifest.is("ScaledObject");
    }

    Tree reference() {
      return manifest.spec("scaleTargetRef");
    }

    Optional<Manifest> target(Manifests manifests) {
      return manifests.find(reference().at("kind").textOr(""), reference().at("name").textOr(""));
    }

    int least() {
      return Integer.parseInt(
          manifest.spec(ofKeda() ? "minReplicaCount" : "minReplicas").textOr("1"));
    }

    int most() {
      return Integer.parseInt(
          manifest.spec(ofKeda() ? "maxReplicaCount" : "maxReplicas").textOr("100"));
    }

    int window(String direction) {
      Tree behaviour =
          ofKeda()
              ? manifest.spec("advanced", "horizontalPodAutoscalerConfig", "behavior")
              : manifest.spec("behavior");
      return Integer.parseInt(behaviour.at(direction, "stabilizationWindowSeconds").textOr("0"));
    }

    @Override
    public String toString() {
      return manifest.toString();
    }
  }

  private static Stream<Scaler> scalers(Manifests manifests) {
    return Stream.of("HorizontalPodAutoscaler", "ScaledObject")
        .flatMap(manifests::of)
        .map(Scaler::new);
  }

  /** Blocks of each recipe. */
  private static Stream<Integer> recipes(Manifests manifests) {
    return manifests.processes().stream()
        .flatMap(process -> process.recipes().stream())
        .map(recipe -> recipe.sampling().blocks());
  }

  /** The adapter's rule that serves a metric. */
  private static Optional<Tree> served(String metric) {
    return ADAPTER.at("rules", "custom").list().stream()
        .filter(rule -> rule.at("name", "as").textOr("").equals(metric))
        .findFirst();
  }

  /** Whether a rule records the series that the adapter serves, with the object's label. */
  private static boolean isRecorded(Manifests manifests, Tree object) {
    String kind = object.at("describedObject", "kind").textOr("");
    String name = object.at("describedObject", "name").textOr("");
    String series =
        served(object.at("metric", "name").textOr(""))
            .map(rule -> rule.at("seriesQuery").text().replaceFirst("\\{.*", ""))
            .orElse("");
    boolean renamed =
        served(object.at("metric", "name").textOr(""))
            .filter(
                rule -> Pattern.compile(rule.at("name", "matches").text()).matcher(series).find())
            .isPresent();
    return renamed
        && manifests.find(kind, name).isPresent()
        && recordings(manifests)
            .filter(rule -> rule.at("record").text().equals(series))
            .map(rule -> rule.at("labels", kind.toLowerCase(Locale.ROOT)).textOr(""))
            .collect(Collectors.toSet())
            .equals(Set.of(name));
  }

  private static Stream<Tree> recordings(Manifests manifests) {
    return manifests
        .of("PrometheusRule")
        .flatMap(rules -> rules.spec("groups").list().stream())
        .flatMap(group -> group.at("rules").list().stream())
        .filter(rule -> rule.at("record").present());
  }
}
