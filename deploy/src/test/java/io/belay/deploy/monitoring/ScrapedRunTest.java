package io.belay.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Programs;
import io.belay.deploy.cluster.ClusterMember;
import io.belay.deploy.cluster.ClusterProcesses;
import io.belay.deploy.cluster.Connections;
import io.belay.deploy.kubernetes.Flow;
import io.belay.deploy.monitoring.Dashboard.Expression;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes the processes of a real cluster while it works on runs of PPO, TRPO and
 * NPG on a finite MDP and loses a worker on the way; then every expression of every dashboard and
 * every rule is asked over the HTTP API.
 */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ScrapedRunTest {
  /**
   * Metrics that this cluster never has. Rules that read them are shown to fire by promtool:
   * RulesTest.
   */
  private static final Map<String, String> NEED_A_FAULT =
      Map.of(
          "belay_blocks_refused_total", "a reason has a series from its first refused block on",
          "belay_calls_refused_total", "a call has a series from its first refusal on",
          "belay_finite_mdp_bound", "theorems bound exact algorithms, which no cluster runs");

  /** Rules without a result where nothing they warn of happens; promtool shows when they have. */
  private static final Set<String> QUIET =
      Set.of(
          "BelayCoordinatorMissing",
          "BelayEventsDropped",
          "BelayRunFailed",
          "BelayRunWaits",
          "BelayLearnerStalled",
          "BelayPolicyLag",
          "BelayBlocksRefused",
          "BelayEnvironmentFails",
          "BelayCheckpointsFail",
          "BelayCheckpointOld",
          "BelayCheckpointMissing",
          "BelayNonFiniteUpdate",
          "BelayKlExploded",
          "BelayLogProbabilitiesDiffer",
          "BelayUpdatesWithoutEffect",
          "run:belay_blocks_refused:ratio_rate5m");

  private static final List<String> RUNS = List.of("ppo", "trpo", "mdp");

  @RegisterExtension final ClusterProcesses cluster = new ClusterProcesses();

  @Test
  void everyExpressionHasDataOnARealRun(@TempDir Path directory) throws IOException {
    Programs.assumeInstalled(
        "prometheus", "no run is scraped; install Debian's package prometheus");
    cluster.start(2);
    try (PrometheusServer prometheus = PrometheusServer.start(directory)) {
      prometheus.scrape("coordinators", List.of(target(cluster.coordinator())));
      prometheus.scrape("learners", List.of(target(cluster.learner())));
      prometheus.scrape("workers", List.of(target(cluster.worker(1)), target(cluster.worker(2))));
      submit("cartpole", "ppo", "training.checkpoint-every=2");
      submit("cartpole-trpo", "trpo");
      submit("frozenlake-npg", "mdp");

      awaitRun(prometheus, "ppo");
      Awaitility.await("all targets up")
          .atMost(ClusterProcesses.LIMIT)
          .untilAsserted(() -> assertThat(targets(prometheus)).hasSize(4).containsOnly("up"));
      // A worker that has not registered yet would not be missed.
      prometheus.awaitSamples("belay_workers{state=\"available\"} == 2", 1);
      awaitConnections(prometheus);
      cluster.worker(2).kill();
      prometheus.awaitSamples("belay_workers_lost_total > 0", 2);
      prometheus.awaitSamples("ALERTS{alertname=\"BelayTargetDown\", alertstate=\"firing\"}", 1);
      prometheus.awaitSamples(
          "ALERTS{alertname=\"BelayWorkersMissing\", alertstate=\"firing\"}", 1);
      stop("ppo");
      awaitRun(prometheus, "trpo");
      stop("trpo");
      awaitRun(prometheus, "mdp");

      Awaitility.await("expressions with data")
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(() -> assertThat(withoutData(prometheus)).isEmpty());
      assertRulesAreSound(prometheus);
    }
  }

  /** A run that goes on until it is stopped. */
  private void submit(String recipe, String run, String... settings) {
    cluster.submit(
        recipe,
        run,
        2,
        Stream.concat(Stream.of("training.environment-steps=2000000000"), Stream.of(settings))
            .toArray(String[]::new));
  }

  private void stop(String run) {
    assertThat(cluster.belay("stop", run).status()).isZero();
  }

  private static String target(ClusterMember member) {
    return member.metrics().getAuthority();
  }

  private static List<String> targets(PrometheusServer prometheus) {
    return prometheus.data("targets?state=active").at("activeTargets").list().stream()
        .map(target -> target.at("health").text())
        .toList();
  }

  /**
   * Network policies let through what Flow.ALL lists (NetworkRule): here are the connections that
   * processes really have, without standbys, and without an operator's, which are short.
   */
  private void awaitConnections(PrometheusServer prometheus) {
    if (!Connections.areListed()) {
      return;
    }
    Set<Flow> lasting =
        Flow.ALL.stream()
            .filter(flow -> flow.withoutStandbys() && !flow.from().equals("operator"))
            .collect(Collectors.toSet());
    Awaitility.await("connections")
        .atMost(ClusterProcesses.LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() ->
            assertThat(Connections.of(cluster).with("prometheus", prometheus.pid()).flows())
                .isEqualTo(lasting));
  }

  /** Enough scrapes, after its first iteration, for a rate over any time. */
  private static void awaitRun(PrometheusServer prometheus, String run) {
    prometheus.awaitSamples("belay_iterations_total{run=\"%s\"}".formatted(run), 4);
  }

  /** Expressions of dashboards, and rules, that have no data and no excuse. */
  private static Map<String, String> withoutData(PrometheusServer prometheus) {
    Map<String, String> missing = new LinkedHashMap<>();
    Dashboard.shipped().stream()
        .flatMap(Dashboard::expressions)
        .map(expression -> new Expression(expression.where(), asGrafanaSends(expression.text())))
        .filter(expression -> NEED_A_FAULT.keySet().stream().noneMatch(expression.text()::contains))
        .filter(expression -> prometheus.series(expression.text()).isEmpty())
        .forEach(expression -> missing.put(expression.where(), expression.text()));
    Stream.concat(RuleFiles.recordings().stream(), RuleFiles.alerts().stream())
        .filter(rule -> !QUIET.contains(name(rule)))
        .filter(rule -> prometheus.series(rule.at("expr").text()).isEmpty())
        .forEach(rule -> missing.put(name(rule), rule.at("expr").text()));
    metricsOfRules().stream()
        .filter(metric -> !NEED_A_FAULT.containsKey(metric))
        .filter(metric -> prometheus.series(metric).isEmpty())
        .forEach(metric -> missing.put("rules", metric));
    return missing;
  }

  /** With all runs chosen; its rate interval is four scrapes at least, which here take 4 s. */
  private static String asGrafanaSends(String expression) {
    return expression
        .replace("$run", "(" + String.join("|", RUNS) + ")")
        .replace("$__rate_interval", "5s")
        .replace("$__range", "5m");
  }

  private static Set<String> metricsOfRules() {
    return Stream.concat(RuleFiles.recordings().stream(), RuleFiles.alerts().stream())
        .flatMap(rule -> DocumentedMeters.in(rule.at("expr").text()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(Tree rule) {
    return rule.at("alert").present() ? rule.at("alert").text() : rule.at("record").text();
  }

  /** Every rule was evaluated, and what fires at once had no reason to. */
  private static void assertRulesAreSound(PrometheusServer prometheus) {
    List<Tree> rules =
        prometheus.data("rules").at("groups").list().stream()
            .flatMap(group -> group.at("rules").list().stream())
            .toList();
    String atOnce =
        RuleFiles.alerts().stream()
            .filter(alert -> !alert.at("for").present())
            .map(ScrapedRunTest::name)
            .collect(Collectors.joining("|"));

    assertThat(rules)
        .hasSize(RuleFiles.alerts().size() + RuleFiles.recordings().size())
        .allSatisfy(rule -> {
          assertThat(rule.at("lastError").textOr("")).isEmpty();
          assertThat(rule.at("health").text()).isEqualTo("ok");
        });
    assertThat(atOnce).contains("BelayRunFailed", "BelayLogProbabilitiesDiffer");
    assertThat(prometheus.series("ALERTS{alertname=~\"%s\"}".formatted(atOnce))).isEmpty();
  }
}
