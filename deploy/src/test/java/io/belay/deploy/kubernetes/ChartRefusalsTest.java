package io.belay.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart refuses before anything is sent, and how it says so. */
class ChartRefusalsTest {
  /** Helm names all that is wrong at once. */
  @Test
  void wrongValuesAreRefusedByTheSchemaWithTheirNames() {
    Map<String, String> wrong =
        Map.of(
            "worker.replicas=two", "at '/worker/replicas': got string, want integer",
            "worker.replica=2", "at '/worker': additional properties 'replica' not allowed",
            "image.tag=latest", "at '/image/tag': 'not' failed",
            "learner.resources.memory=1GB",
                "at '/learner/resources/memory': '1GB' does not match pattern",
            "learner.terminationGracePeriodSeconds=60",
                "at '/learner/terminationGracePeriodSeconds': minimum: got 60, want 66",
            "autoscaling.kind=vpa",
                "at '/autoscaling/kind': value must be one of 'none', 'hpa', 'keda'",
            "settings.learner=1", "at '/settings': additional properties 'learner' not allowed",
            "settings.BELAY_LEARNER_LIMIT=67108864",
                "at '/settings/BELAY_LEARNER_LIMIT': got number, want boolean or string",
            "tls.issuerRef.kind=ClusterIssuer", "at '/tls/issuerRef': missing property 'name'",
            "monitoring.prometheus.podLabels.app\\.kubernetes\\.io/name=null",
                "at '/monitoring/prometheus/podLabels': minProperties: got 0, want 1");

    Commands.Ran refused = template("belay", String.join(",", wrong.keySet()));

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains(wrong.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "autoscaling.kind=hpa | autoscaling.kind=hpa, monitoring.enabled=false; set monitoring.enabled=true",
        "autoscaling.minWorkers=20 | autoscaling.minWorkers=20, autoscaling.maxWorkers=16",
        "run.recipe=x | run.id=acrobot-1; set run.id beside run.recipe"
      })
  void valuesThatDoNotGoTogetherAreRefusedWithARemedy(String set, String message) {
    Commands.Ran refused = template("belay", set);

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains(message);
  }

  /** Helm allows both; a name of a Service (RFC 1035) has neither a digit first nor a dot. */
  @ParameterizedTest
  @ValueSource(strings = {"1run", "my.rel"})
  void releaseAfterWhichNoServiceCanBeCalledIsRefused(String release) {
    Commands.Ran refused = template(release, "standby=false");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains("name=" + release + "; call the release otherwise, or set nameOverride");
    assertThat(template(release, "nameOverride=run").status()).isZero();
  }

  /**
   * Of the chart with TLS and without: what its ConfigMap and its containers have already. Options
   * of the JVM are only what a user who gives none gets.
   */
  @Test
  void settingsThatTheChartMakesAreRefused() {
    Set<String> made = new TreeSet<>();
    for (String tls : Set.of("true", "false")) {
      Manifests chart = Rendered.chart("--set", "tls.enabled=" + tls);
      chart.objects().stream()
          .filter(object -> object.toString().equals("ConfigMap/belay-settings"))
          .flatMap(object -> object.tree().at("data").keys().stream())
          .filter(name -> name.startsWith("BELAY_"))
          .forEach(made::add);
      chart
          .containers()
          .flatMap(container -> container.tree().at("env").list().stream())
          .map(variable -> variable.at("name").text())
          .filter(name -> name.startsWith("BELAY_"))
          .forEach(made::add);
    }

    Commands.Ran refused =
        template(
            "belay",
            made.stream().map("settings.%s=x"::formatted).collect(Collectors.joining(",")));

    assertThat(refused.status()).isEqualTo(1);
    assertThat(made).contains("BELAY_CLUSTER_SEED_NODES", "BELAY_LEARNER_THREADS");
    assertThat(made)
        .allSatisfy(
            name -> assertThat(refused.err()).containsPattern("settings\\." + name + "\\b"));
  }

  private static Commands.Ran template(String release, String set) {
    return Rendered.helm("template", release, Rendered.CHART.toString(), "--set", set);
  }
}
