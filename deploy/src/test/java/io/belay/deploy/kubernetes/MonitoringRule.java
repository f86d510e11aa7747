package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Dashboard;
import io.belay.deploy.monitoring.DocumentedMeters;
import io.belay.deploy.monitoring.RuleFiles;
import io.belay.deploy.monitoring.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules of what Prometheus and Grafana are given, against the files of deploy/monitoring. */
enum MonitoringRule implements ManifestRule {
  MONITORS_TAKE_EVERY_ROLE_AT_A_PORT_THAT_IT_HAS(manifests ->
      manifests
          .of("PodMonitor")
          .flatMap(monitor ->
              manifests.workloads().stream()
                  .filter(workload ->
                      !LabelSelector.matches(monitor.spec("selector"), workload.labels())
                          || endpoints(monitor)
                              .noneMatch(endpoint ->
                                  workload.main().ports().containsKey(endpoint.at("port").text())))
                  .map(workload -> "%s: %s".formatted(monitor, workload)))),

  /** A Prometheus takes monitors and rules by one selector of labels. */
  MONITORS_AND_RULES_ARE_FOUND_BY_THE_SAME_LABELS(manifests ->
      Stream.of("PodMonitor", "PrometheusRule")
          .flatMap(manifests::of)
          .filter(object -> !object.labels().containsKey("release"))
          .map(object -> "%s: labels=%s".formatted(object, object.labels()))),

  MONITORS_ASK_FOR_METRICS_AS_OFTEN_AS_THE_SHIPPED_CONFIGURATION(manifests ->
      manifests
          .of("PodMonitor")
          .flatMap(MonitoringRule::endpoints)
          .filter(endpoint ->
              !endpoint.at("path").textOr("/metrics").equals("/metrics")
                  || !endpoint.at("interval").textOr("").equals(shipped("scrape_interval"))
                  || !endpoint.at("scrapeTimeout").textOr("").equals(shipped("scrape_timeout")))
          .map(endpoint -> "endpoint=" + endpoint.value())),

  /** Rules and dashboards ask for {@code job="belay-coordinator"}. */
  JOBS_HAVE_THE_NAMES_THAT_RULES_ASK_FOR(manifests ->
      manifests
          .of("PodMonitor")
          .flatMap(monitor ->
              manifests.selected(monitor.spec("selector")).stream()
                  .map(workload -> job(monitor, workload))
                  .filter(job -> !jobs().contains(job))
                  .map(job -> "%s: job=%s".formatted(monitor, job)))),

  /** But for spaces: kustomize folds the lines of a folded text anew. */
  RULES_ARE_THOSE_OF_THE_FILES(manifests ->
      manifests
          .of("PrometheusRule")
          .filter(rules -> rules.name().equals("belay"))
          .filter(rules -> !spaced(rules.spec("groups").value()).equals(spaced(groups())))
          .map(rules -> rules + ": make it anew, see its first line")),

  EXPRESSIONS_NAME_METERS_OF_THE_CODE_AND_RECORDED_SERIES(MonitoringRule::unknownSeries),

  /** Tags of meters, and what the operator and the monitor's relabelings put on each series. */
  LABELS_IN_RULES_AND_DASHBOARDS_ARE_ON_THE_SERIES(MonitoringRule::unknownLabels),

  /** A sidecar of Grafana takes a ConfigMap by its label. */
  DASHBOARDS_ARE_THE_FILES(manifests -> {
    Map<String, String> given = new TreeMap<>();
    manifests
        .of("ConfigMap")
        .filter(map -> map.labels().getOrDefault("grafana_dashboard", "").equals("1"))
        .forEach(map -> given.putAll(Manifest.texts(map.tree().at("data"))));
    return manifests.of("PodMonitor").findAny().isEmpty() || given.equals(dashboards())
        ? Stream.empty()
        : Stream.of("dashboards=" + given.keySet());
  });

  private static final Path SHIPPED = Path.of("monitoring", "prometheus", "prometheus.yml");
  private static final Path DASHBOARDS = Path.of("monitoring", "grafana", "dashboards");
  private static final Pattern COMPARED = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
  private static final Pattern GROUPED =
      Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");

  /**
   * A histogram's bounds, what the Prometheus operator adds of itself, the JVM's memory, and what
   * Prometheus says of alerts.
   */
  private static final Set<String> OF_OTHERS =
      Set.of("le", "namespace", "area", "alertname", "alertstate", "severity");

  private static final Pattern RECORDED = Pattern.compile("\\b[a-z]\\w*:\\w+:\\w+\\b");

  private final Function<Manifests, Stream<String>> check;

  MonitoringRule(Function<Manifests, Stream<String>> check) {
    this.check = check;
  }

  @Override
  public List<String> findings(Manifests manifests) {
    return check.apply(manifests).toList();
  }

  private static Stream<Tree> endpoints(Manifest monitor) {
    return monitor.spec("podMetricsEndpoints").list().stream();
  }

  private static String shipped(String key) {
    return Tree.read(SHIPPED).at("global", key).text();
  }

  private static Set<String> jobs() {
    return Tree.read(SHIPPED).at("scrape_configs").list().stream()
        .map(job -> job.at("job_name").text())
        .collect(Collectors.toSet());
  }

  /** The job of a pod, by the relabelings of the monitor, as Prometheus applies them. */
  private static String job(Manifest monitor, Workload workload) {
    String job = "%s/%s".formatted(monitor.namespace(), monitor.name());
    for (Tree endpoint : endpoints(monitor).toList()) {
      for (Tree relabeling : endpoint.at("relabelings").list()) {
        String source =
            relabeling.at("sourceLabels").list().stream()
                .map(label -> discovered(workload, label.text()))
                .collect(Collectors.joining(";"));
        Pattern regex = Pattern.compile(relabeling.at("regex").textOr("(.*)"));
        if (relabeling.at("targetLabel").textOr("").equals("job")
            && regex.matcher(source).matches()) {
          job = regex.matcher(source).replaceAll(relabeling.at("replacement").textOr("$1"));
        }
      }
    }
    return job;
  }

  private static String discovered(Workload workload, String label) {
    String prefix = "__meta_kubernetes_pod_label_";
    return workload.labels().entrySet().stream()
        .filter(each -> label.equals(prefix + each.getKey().replaceAll("[^a-zA-Z0-9_]", "_")))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** With one space in place of all that are together. */
  private static Object spaced(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> all = new TreeMap<>();
      map.forEach((key, each) -> all.put(String.valueOf(key), spaced(each)));
      return all;
    } else if (value instanceof List<?> list) {
      return list.stream().map(MonitoringRule::spaced).toList();
    }
    return String.valueOf(value).replaceAll("\\s+", " ").strip();
  }

  private static List<Object> groups() {
    return RuleFiles.FILES.stream()
        .map(file -> Tree.read(RuleFiles.DIRECTORY.resolve(file)))
        .flatMap(file -> file.at("groups").list().stream())
        .map(Tree::value)
        .toList();
  }

  private static Stream<String> unknownSeries(Manifests manifests) {
    List<Tree> rules =
        manifests
            .of("PrometheusRule")
            .flatMap(each -> each.spec("groups").list().stream())
            .flatMap(group -> group.at("rules").list().stream())
            .toList();
    Set<String> recorded =
        rules.stream().map(rule -> rule.at("record").textOr("")).collect(Collectors.toSet());
    return rules.stream()
        .map(rule -> rule.at("expr").text())
        .flatMap(expression ->
            Stream.concat(
                DocumentedMeters.in(expression).stream()
                    .filter(metric -> metric.startsWith("belay_"))
                    .filter(metric -> !DocumentedMeters.all().known(metric)),
                RECORDED
                    .matcher(expression)
                    .results()
                    .map(MatchResult::group)
                    .filter(series -> !recorded.contains(series))))
        .distinct();
  }

  private static Stream<String> unknownLabels(Manifests manifests) {
    Set<String> known = new TreeSet<>(DocumentedMeters.all().tags());
    known.addAll(OF_OTHERS);
    manifests
        .of("PodMonitor")
        .flatMap(MonitoringRule::endpoints)
        .flatMap(endpoint -> endpoint.at("relabelings").list().stream())
        .forEach(relabeling -> known.add(relabeling.at("targetLabel").textOr("")));
    Stream<String> rules =
        manifests
            .of("PrometheusRule")
            .flatMap(each -> each.tree().all())
            .map(part -> part.at("expr").textOr(""));
    Stream<String> dashboards =
        Dashboard.shipped().stream()
            .flatMap(Dashboard::expressions)
            .map(Dashboard.Expression::text);
    return manifests.of("PodMonitor").findAny().isEmpty()
        ? Stream.empty()
        : Stream.concat(rules, dashboards)
            .flatMap(MonitoringRule::labels)
            .distinct()
            .filter(label -> !known.contains(label));
  }

  /** Labels that an expression compares or groups by. */
  private static Stream<String> labels(String expression) {
    return Stream.concat(
        COMPARED.matcher(expression).results().map(found -> found.group(1)),
        GROUPED
            .matcher(expression)
            .results()
            .flatMap(found -> Stream.of(found.group(1).split(",")))
            .map(String::strip)
            .filter(label -> !label.isEmpty()));
  }

  private static Map<String, String> dashboards() {
    Map<String, String> dashboards = new TreeMap<>();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.toList()) {
        dashboards.put(file.getFileName().toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return dashboards;
  }
}
