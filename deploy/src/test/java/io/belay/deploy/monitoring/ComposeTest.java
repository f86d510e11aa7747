package io.belay.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.belay.deploy.Commands;
import io.belay.deploy.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/local/compose.yaml}: that what it refers to is there, and that names agree. */
class ComposeTest {
  private static final Path LOCAL = Path.of("local");
  private static final Tree COMPOSE = Tree.read(LOCAL.resolve("compose.yaml"));
  private static final List<String> ROLES = List.of("learner", "coordinator", "worker");

  @Test
  void composeAcceptsTheFile(@TempDir Path directory) {
    Programs.assumeInstalled(
        "docker-compose",
        "the file is not validated; Debian's package docker-compose needs no engine");

    Commands.Ran ran =
        Programs.run(
            LOCAL,
            directory.resolve("compose.out"),
            List.of("docker-compose", "-f", "compose.yaml", "config", "-q"));

    assertThat(ran.out()).isEmpty();
    assertThat(ran.status()).isZero();
  }

  @Test
  void thereIsEveryRoleTwoWorkersAndWhatShowsThem() {
    assertThat(COMPOSE.at("services").keys())
        .containsExactly("learner", "coordinator", "worker", "prometheus", "grafana");
    assertThat(service("worker").at("deploy", "replicas").number()).isEqualTo(2);
    for (String role : ROLES) {
      assertThat(service(role).at("image").text()).startsWith("belay:");
      assertThat(service(role).at("command").list().getFirst().text()).isEqualTo(role);
    }
  }

  @Test
  void everyMountedFileIsThereAndEveryVolumeIsDeclared() {
    List<String> sources =
        COMPOSE.at("services").keys().stream()
            .flatMap(service -> service(service).at("volumes").list().stream())
            .map(volume -> volume.text().split(":")[0])
            .toList();

    assertThat(sources)
        .filteredOn(source -> source.startsWith("."))
        .hasSize(5)
        .allMatch(source -> Files.exists(LOCAL.resolve(source)));
    assertThat(sources)
        .filteredOn(source -> !source.startsWith("."))
        .containsExactlyInAnyOrderElementsOf(COMPOSE.at("volumes").keys());
  }

  @Test
  void prometheusScrapesTheServicesAtThePortsTheyServe() {
    for (Tree job : Tree.read(LOCAL.resolve("prometheus.yml")).at("scrape_configs").list()) {
      Tree discovery = job.at("dns_sd_configs").list().getFirst();
      String role = discovery.at("names").list().getFirst().text();

      assertThat(job.at("job_name").text()).isEqualTo("belay-" + role);
      assertThat(variable(role, "BELAY_%s_PAGE_PORT")).isEqualTo(discovery.at("port").text());
      assertThat(variable(role, "BELAY_%s_PAGE_HOST")).isEqualTo("0.0.0.0");
    }
  }

  @Test
  void rulesAreMountedWherePrometheusLooksForThem() {
    Set<String> mounted = mounts("prometheus");

    assertThat(mounted).contains("/etc/prometheus/prometheus.yml");
    assertThat(mounted)
        .containsAll(RuleFiles.FILES.stream().map(file -> "/etc/prometheus/" + file).toList());
  }

  @Test
  void grafanaFindsPrometheusAndTheDashboards() {
    Path provisioning = Path.of("monitoring", "grafana", "provisioning");
    Tree source =
        Tree.read(provisioning.resolve("datasources/prometheus.yml"))
            .at("datasources")
            .list()
            .getFirst();
    Tree folder =
        Tree.read(provisioning.resolve("dashboards/belay.yml")).at("providers").list().getFirst();

    assertThat(source.at("url").text()).isEqualTo("http://prometheus:9090");
    assertThat(source.at("jsonData", "timeInterval").text())
        .isEqualTo(
            Tree.read(LOCAL.resolve("prometheus.yml")).at("global", "scrape_interval").text());
    assertThat(mounts("grafana"))
        .contains(folder.at("options", "path").text(), "/etc/grafana/provisioning");
    assertThat(
            service("grafana")
                .at("environment", "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                .text())
        .isEqualTo(folder.at("options", "path").text() + "/overview.json");
  }

  @Test
  void everyNodeIsToldTheSameSeedsByTheNameThatItHas() {
    List<String> seeds = new ArrayList<>();
    for (String role : List.of("learner", "coordinator")) {
      seeds.add(variable(role, "BELAY_CLUSTER_HOST") + ":" + variable(role, "BELAY_CLUSTER_PORT"));
      assertThat(variable(role, "BELAY_CLUSTER_HOST")).isEqualTo(role);
    }

    assertThat(COMPOSE.at("x-control-node", "BELAY_CLUSTER_SEED_NODES").text())
        .isEqualTo(String.join(",", seeds));
    assertThat(variable("learner", "BELAY_LEARNER_GRPC_ADVERTISED"))
        .isEqualTo("learner:" + variable("learner", "BELAY_LEARNER_GRPC_PORT"));
    assertThat(variable("worker", "BELAY_WORKER_COORDINATORS"))
        .isEqualTo("coordinator:" + variable("coordinator", "BELAY_COORDINATOR_GRPC_PORT"));
  }

  @Test
  void everyVariableIsASetting() {
    Set<String> settings =
        ConfigFactory.load().getConfig("belay").entrySet().stream()
            .map(setting ->
                ("BELAY_" + setting.getKey()).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Stream<String> variables =
        COMPOSE
            .all()
            .flatMap(part -> part.keys().stream())
            .filter(key -> key.startsWith("BELAY_"))
            .distinct();

    assertThat(variables).hasSizeGreaterThan(12).allMatch(settings::contains);
  }

  @Test
  void portsAreOpenOnTheLoopbackAlone() {
    assertThat(
            COMPOSE.at("services").keys().stream()
                .flatMap(service -> service(service).at("ports").list().stream())
                .map(Tree::text))
        .hasSize(4)
        .allMatch(port -> {
          String[] parts = port.split(":");
          return parts.length == 3 && parts[0].equals("127.0.0.1") && parts[1].equals(parts[2]);
        });
  }

  private static Tree service(String name) {
    return COMPOSE.at("services", name);
  }

  private static String variable(String role, String pattern) {
    return service(role).at("environment", pattern.formatted(role.toUpperCase(Locale.ROOT))).text();
  }

  private static Set<String> mounts(String service) {
    return service(service).at("volumes").list().stream()
        .map(volume -> Arrays.asList(volume.text().split(":")).get(1))
        .collect(Collectors.toSet());
  }
}
