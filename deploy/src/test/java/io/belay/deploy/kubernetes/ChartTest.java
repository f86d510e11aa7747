package io.belay.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import io.belay.deploy.monitoring.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Helm chart, against the overlays whose values it ships, and by all rules of manifests. */
class ChartTest {
  /** Helm makes a release's namespace before the chart is rendered: {@code --create-namespace}. */
  private static final String NAMESPACE = "Namespace/belay: only on the left";

  private static final List<String> SHIPPED = List.of("local", "production");

  /** Sources of the files that the chart has from elsewhere, by their places in it. */
  private static final List<Path> SOURCES =
      List.of(
          Path.of("kubernetes/recipe/recipe.conf"),
          Path.of("monitoring/grafana/dashboards/overview.json"),
          Path.of("monitoring/grafana/dashboards/learning.json"),
          Path.of("monitoring/grafana/dashboards/pipeline.json"),
          Path.of("monitoring/prometheus/recording-rules.yml"),
          Path.of("monitoring/prometheus/alerts.yml"),
          Path.of("kubernetes/components/autoscaling/signal/prometheusrule.yaml"),
          Path.of("kubernetes/components/autoscaling/horizontalpodautoscaler.yaml"),
          Path.of("kubernetes/components/keda/scaledobject.yaml"));

  @ParameterizedTest
  @ValueSource(strings = {"local", "production"})
  void chartWithTheValuesOfAnOverlayIsTheOverlay(String overlay) {
    Manifests kustomized = Rendered.overlay("overlays/" + overlay);

    Manifests chart = Rendered.chart("--values", values(overlay));

    assertThat(ObjectDifferences.between(kustomized, chart)).containsExactly(NAMESPACE);
  }

  @Test
  void chartWithKedaIsTheComponent() {
    Manifests kustomized = Rendered.overlay("../src/test/kubernetes/keda");

    Manifests chart =
        Rendered.chart("--set", "tls.enabled=false,monitoring.enabled=true,autoscaling.kind=keda");

    assertThat(ObjectDifferences.between(kustomized, chart)).containsExactly(NAMESPACE);
  }

  @Test
  void optionsOfTheJvmTakeThePlaceOfTheDefault() {
    Manifests chart =
        Rendered.chart("--set-string", "settings.JDK_JAVA_OPTIONS=-XX:ActiveProcessorCount=8");

    assertThat(chart.objects())
        .filteredOn(object -> object.toString().equals("ConfigMap/belay-settings"))
        .singleElement()
        .extracting(object -> object.tree().at("data", "JDK_JAVA_OPTIONS").text())
        .isEqualTo("-XX:ActiveProcessorCount=8");
  }

  @Test
  void differencesAreFound() {
    Manifests left =
        Manifests.parse(
            "left",
            """
            {kind: ConfigMap, metadata: {name: a-0123456789}}
            ---
            {kind: Pod, metadata: {name: p}, spec: {env: [{name: x, value: a-0123456789}, {name: y}]}}
            """);
    Manifests same =
        Manifests.parse(
            "same",
            """
            {kind: ConfigMap, metadata: {name: a, labels: {helm.sh/chart: c}}}
            ---
            {kind: Pod, metadata: {name: p}, spec: {env: [{name: y}, {name: x, value: a}]}}
            """);
    Manifests other =
        Manifests.parse(
            "other",
            """
            {kind: Pod, metadata: {name: p}, spec: {env: [{name: y}, {name: x, value: b}], more: 1}}
            """);

    assertThat(ObjectDifferences.between(left, same))
        .containsExactly("ConfigMap/a.metadata.labels: only on the right");
    assertThat(ObjectDifferences.between(left, other))
        .containsExactly(
            "ConfigMap/a: only on the left",
            "Pod/p.spec.env[0].value: a ≠ b",
            "Pod/p.spec.more: only on the right");
  }

  static Stream<Arguments> valuesAndRules() {
    return SHIPPED.stream()
        .flatMap(values -> ManifestRules.ALL.stream().map(rule -> Arguments.of(values, rule)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("valuesAndRules")
  void chartKeepsToTheRule(String values, ManifestRule rule) {
    Manifests chart = Rendered.chart("--values", values(values));

    assertThat(rule.findings(chart)).isEmpty();
  }

  @Test
  void helmFindsNothingToSayAgainstTheChart() {
    for (String values : SHIPPED) {
      Commands.Ran lint =
          Rendered.helm(
              "lint", "--strict", "--quiet", Rendered.CHART.toString(), "-f", values(values));

      assertThat(lint).isEqualTo(new Commands.Ran(0, "", ""));
    }
  }

  @Test
  void chartIsOfTheProjectsVersion() {
    Tree chart = Tree.read(Rendered.CHART.resolve("Chart.yaml"));

    assertThat(chart.at("version").text()).isEqualTo(Release.version());
    assertThat(chart.at("appVersion").text()).isEqualTo(Release.version());
  }

  @Test
  void filesAreThoseThatTheyWereCopiedFrom() throws IOException {
    Set<String> copied = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Rendered.CHART.resolve("files"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = String.valueOf(file.getFileName());
        assertThat(SOURCES)
            .as("%s; run deploy/helm/copy-files.sh", file)
            .anyMatch(source ->
                source.endsWith(name) && Commands.text(source).equals(Commands.text(file)));
        copied.add(name);
      }
    }
    assertThat(copied)
        .isEqualTo(
            SOURCES.stream()
                .map(source -> String.valueOf(source.getFileName()))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void notesSayHowTheReleaseIsReached(String tls) {
    Commands.Ran installed =
        Rendered.helm(
            "install",
            "belay",
            Rendered.CHART.toString(),
            "--dry-run=client",
            "--namespace",
            "belay",
            "--set",
            "tls.enabled=" + tls);

    assertThat(installed.status()).as(installed.err()).isZero();
    String notes = installed.out().split("\nNOTES:\n", 2)[1];
    assertThat(notes)
        .contains(
            "kubectl -n belay port-forward pod/belay-coordinator-0 7700 7702",
            "runs-belay-learner-0");
    assertThat(notes.contains("./belay status --plaintext")).isEqualTo(tls.equals("false"));
    assertThat(notes.contains("belay-operator-tls")).isEqualTo(tls.equals("true"));
  }

  private static String values(String overlay) {
    return Rendered.CHART.resolve("values-%s.yaml".formatted(overlay)).toString();
  }
}
