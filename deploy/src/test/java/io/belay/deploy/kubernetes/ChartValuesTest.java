package io.belay.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.monitoring.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** What each value of the chart does, and which ones are set at install only. */
class ChartValuesTest {
  /** Every value but those of {@link #INSTALL_ONLY} and {@code tls.enabled}, at once. */
  private static final String[] OTHER_VALUES = {
    "--set", "image.repository=example.org/belay,image.tag=2.0.0,image.pullPolicy=Always",
    "--set", "image.pullSecrets[0].name=registry,run.id=other-2,standby=true",
    "--set-file", "run.recipe=kubernetes/example/recipe.conf",
    "--set-string", "settings.BELAY_LEARNER_CHECKPOINT_INTERVAL=10s",
    "--set", "learner.resources.cpu=4,learner.resources.memory=4Gi",
    "--set", "learner.terminationGracePeriodSeconds=100",
    "--set", "coordinator.resources.cpu=1,coordinator.resources.memory=1Gi",
    "--set", "worker.replicas=7,worker.resources.cpu=3,worker.resources.memory=1Gi",
    "--set", "worker.spot=true,worker.tolerations[0].operator=Exists",
    "--set", "worker.terminationGracePeriodSeconds=60",
    "--set", "tls.issuerRef.name=other,tls.issuerRef.kind=ClusterIssuer",
    "--set", "tls.duration=100h,tls.renewBefore=50h",
    "--set", "monitoring.enabled=true,monitoring.labels.release=other",
    "--set", "monitoring.prometheus.namespace=metrics,monitoring.prometheus.podLabels.app=metrics",
    "--set", "autoscaling.kind=keda,autoscaling.minWorkers=3,autoscaling.maxWorkers=8",
    "--set", "autoscaling.prometheus=http://metrics:9090"
  };

  /** What an upgrade cannot change, or makes another cluster of, each set to something else. */
  private static final List<String> INSTALL_ONLY =
      List.of("learner.storage.size=20Gi", "learner.storage.className=fast", "nameOverride=second");

  /** Where every one of them shows, with what is there. */
  @ParameterizedTest
  @CsvSource({
    "Deployment/belay-worker, spec/template/spec/containers/0/image, example.org/belay:2.0.0",
    "Deployment/belay-worker, spec/template/spec/containers/0/imagePullPolicy, Always",
    "ServiceAccount/belay-learner, imagePullSecrets/0/name, registry",
    "ConfigMap/belay-recipe, data/run-id, other-2",
    "StatefulSet/belay-learner, spec/replicas, 2",
    "StatefulSet/belay-coordinator, spec/replicas, 2",
    "ConfigMap/belay-settings, data/BELAY_LEARNER_CHECKPOINT_INTERVAL, 10s",
    "StatefulSet/belay-learner, spec/template/spec/containers/0/resources/requests/cpu, 4",
    "StatefulSet/belay-learner, spec/template/spec/containers/0/resources/limits/memory, 4Gi",
    "StatefulSet/belay-learner, spec/template/spec/terminationGracePeriodSeconds, 100",
    "StatefulSet/belay-coordinator, spec/template/spec/containers/0/resources/requests/cpu, 1",
    "Deployment/belay-worker, spec/template/spec/containers/0/resources/limits/memory, 1Gi",
    "StatefulSet/belay-coordinator, spec/template/spec/containers/0/resources/limits/memory, 1Gi",
    "Deployment/belay-worker, spec/template/spec/containers/0/resources/requests/cpu, 3",
    "Deployment/belay-worker, spec/template/spec/tolerations/5/operator, Exists",
    "Deployment/belay-worker, spec/template/spec/terminationGracePeriodSeconds, 60",
    "Certificate/belay-worker, spec/issuerRef/name, other",
    "Certificate/belay-worker, spec/duration, 100h",
    "Certificate/belay-worker, spec/renewBefore, 50h",
    "PodMonitor/belay, metadata/labels/release, other",
    "NetworkPolicy/belay-metrics, spec/ingress/0/from/0/podSelector/matchLabels/app, metrics",
    "ScaledObject/belay-worker, spec/minReplicaCount, 3",
    "ScaledObject/belay-worker, spec/triggers/0/metadata/serverAddress, http://metrics:9090",
    "NetworkPolicy/belay-metrics, spec/ingress/0/from/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name, metrics",
    "ScaledObject/belay-worker, spec/maxReplicaCount, 8",
  })
  void valueIsWhereItBelongs(String object, String path, String wanted) {
    Manifests chart = Rendered.chart(OTHER_VALUES);

    assertThat(at(chart, object, path)).isEqualTo(wanted);
  }

  @Test
  void objectsOfASwitchAreThereWithItAlone() {
    Manifests plain = Rendered.chart("--set", "tls.enabled=false");
    Manifests other = Rendered.chart(OTHER_VALUES);
    Manifests secured = Rendered.chart();

    assertThat(kinds(plain)).doesNotContain("Certificate", "Issuer", "PodMonitor", "ScaledObject");
    assertThat(kinds(secured)).contains("Certificate", "Issuer").doesNotContain("PodMonitor");
    assertThat(kinds(other))
        .contains("Certificate", "PodMonitor", "PrometheusRule", "ScaledObject")
        .doesNotContain("Issuer", "HorizontalPodAutoscaler");
    assertThat(at(plain, "Deployment/belay-worker", "spec/replicas")).isEqualTo("2");
    assertThat(at(other, "Deployment/belay-worker", "spec/replicas")).isEmpty();
    assertThat(at(plain, "ConfigMap/belay-settings", "data/BELAY_SECURITY_PLAINTEXT"))
        .isEqualTo("true");
  }

  @Test
  void aRecipeOfOnesOwnIsSubmittedAndRollsTheCoordinator(@TempDir Path directory)
      throws IOException {
    Path recipe = directory.resolve("pendulum.conf");
    Files.copy(Rendered.KUBERNETES.resolve("example/recipe.conf"), recipe);

    Manifests chart =
        Rendered.chart(
            "--set", "tls.enabled=false,run.id=pendulum-1", "--set-file", "run.recipe=" + recipe);

    String checksum = "spec/template/metadata/annotations/checksum~1recipe";
    assertThat(chart.role("coordinator").flatMap(process -> process.recipes().stream()))
        .singleElement()
        .matches(read -> read.environment().id().equals("Pendulum-v1"));
    assertThat(at(chart, "StatefulSet/belay-coordinator", checksum))
        .isNotEqualTo(at(Rendered.chart(), "StatefulSet/belay-coordinator", checksum));
    assertThat(at(chart, "StatefulSet/belay-learner", checksum)).isEmpty();
  }

  /** A selector, a claim's template or the name of a Service is refused when it is changed. */
  @Test
  void noValueButThoseOfTheInstallChangesWhatAnUpgradeCannotChange() {
    String[] plaintext = Arrays.copyOf(OTHER_VALUES, OTHER_VALUES.length + 2);
    plaintext[OTHER_VALUES.length] = "--set";
    plaintext[OTHER_VALUES.length + 1] = "tls.enabled=false";

    assertThat(lasting(Rendered.chart(OTHER_VALUES))).isEqualTo(lasting(Rendered.chart()));
    assertThat(lasting(Rendered.chart(plaintext))).isEqualTo(lasting(Rendered.chart()));
    for (String value : INSTALL_ONLY) {
      assertThat(lasting(Rendered.chart("--set", value)))
          .as(value)
          .isNotEqualTo(lasting(Rendered.chart()));
    }
  }

  @Test
  void everyValueIsAmongTheOtherOnesOrAmongThoseOfTheInstall() throws IOException {
    List<String> set =
        Stream.of(
                Arrays.stream(OTHER_VALUES).filter(option -> !option.startsWith("--")),
                INSTALL_ONLY.stream(),
                Stream.of("tls.enabled=false"))
            .flatMap(options -> options)
            .flatMap(option -> Arrays.stream(option.split(",")))
            .toList();

    for (Map.Entry<String, String> value : documented().entrySet()) {
      String name = value.getKey().replace("`", "");
      assertThat(set)
          .as(name)
          .anyMatch(option -> option.matches(Pattern.quote(name) + "[.\\[=].*"));
      assertThat(value.getValue().contains("Set at install only."))
          .as("%s is said to be set at install only", name)
          .isEqualTo(INSTALL_ONLY.stream().anyMatch(option -> option.startsWith(name + "=")));
    }
  }

  @Test
  void labelsOfMonitorsCanBeTakenAway() {
    Manifests chart =
        Rendered.chart(
            "--set", "monitoring.enabled=true,autoscaling.kind=hpa,monitoring.labels.release=null");

    for (String object :
        List.of("PodMonitor/belay", "PrometheusRule/belay", "PrometheusRule/belay-autoscaling")) {
      assertThat(at(chart, object, "metadata/labels/release")).as(object).isEmpty();
      assertThat(at(chart, object, "metadata/labels/app.kubernetes.io~1name")).isEqualTo("belay");
    }
  }

  @Test
  void allNamesFollowTheRelease() {
    Manifests chart =
        Rendered.chart(
            "--set",
            "nameOverride=second,standby=true,monitoring.enabled=true,autoscaling.kind=hpa");

    assertThat(chart.objects()).allMatch(object -> object.name().matches("second(-.+)?"));
    for (ManifestRule rule : ManifestRules.ALL) {
      if (rule != ObjectRule.OBJECTS_HAVE_THE_RECOMMENDED_LABELS
          && !(rule instanceof NetworkRule)
          && rule != MonitoringRule.RULES_ARE_THOSE_OF_THE_FILES) {
        assertThat(rule.findings(chart)).as(rule.name()).isEmpty();
      }
    }
  }

  @Test
  void everyValueIsInTheSchemaAndInTheTableOfTheReadme() throws IOException {
    Tree schema = Tree.read(Rendered.CHART.resolve("values.schema.json"));
    Map<String, String> table = new TreeMap<>();
    for (String line : Files.readAllLines(Rendered.CHART.resolveSibling("README.md"))) {
      String[] cells = line.split(" \\| ", 3);
      if (cells.length == 3 && cells[0].startsWith("| `") && cells[1].startsWith("`")) {
        table.put(
            cells[0].substring(2),
            "%s %s".formatted(cells[1], cells[2].substring(0, cells[2].length() - 2)));
      }
    }

    assertThat(table).isEqualTo(documented());
    for (String value : documented().keySet()) {
      Tree here = schema;
      for (String step : value.replace("`", "").split("\\.")) {
        Tree referred = here.at("$ref");
        here =
            (referred.present()
                    ? schema.at("$defs", referred.text().replace("#/$defs/", ""))
                    : here)
                .at("properties", step);
      }
      assertThat(here.present()).as(value).isTrue();
    }
  }

  /** Each value of values.yaml with its default and the comment above it. */
  private static Map<String, String> documented() throws IOException {
    Path file = Rendered.CHART.resolve("values.yaml");
    Tree values = Tree.read(file);
    Map<String, String> documented = new TreeMap<>();
    List<String> path = new ArrayList<>();
    String comment = "";
    for (String line : Files.readAllLines(file)) {
      String text = line.strip();
      if (text.startsWith("# -- ")) {
        comment = text.substring(5);
      } else if (text.contains(":") && !text.startsWith("#")) {
        int depth = (line.length() - line.stripLeading().length()) / 2;
        while (path.size() > depth) {
          path.removeLast();
        }
        path.add(text.substring(0, text.indexOf(':')));
        if (!comment.isEmpty()) {
          Tree value = values.at(path.toArray(String[]::new));
          documented.put(
              "`%s`".formatted(String.join(".", path)), "`%s` %s".formatted(json(value), comment));
          comment = "";
        }
      }
    }
    return documented;
  }

  private static String json(Tree value) {
    DumpSettings flow =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.FLOW).setWidth(1000).build();
    return new Dump(flow).dumpToString(value.value()).strip().replace("''", "\"\"");
  }

  private static String at(Manifests manifests, String object, String path) {
    Tree here =
        manifests.objects().stream()
            .filter(manifest -> manifest.toString().equals(object))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + object))
            .tree();
    for (String step : path.split("/")) {
      here =
          here.list().isEmpty()
              ? here.at(step.replace("~1", "/"))
              : here.list().get(Integer.parseInt(step));
    }
    return here.textOr("");
  }

  private static List<String> kinds(Manifests manifests) {
    return manifests.objects().stream().map(Manifest::kind).distinct().toList();
  }

  private static Map<String, Object> lasting(Manifests manifests) {
    Map<String, Object> lasting = new TreeMap<>();
    manifests
        .workloads()
        .forEach(workload ->
            Stream.of("selector", "serviceName", "podManagementPolicy", "volumeClaimTemplates")
                .forEach(field ->
                    lasting.put(
                        workload + " " + field,
                        String.valueOf(workload.manifest().spec(field).value()))));
    return lasting;
  }
}
