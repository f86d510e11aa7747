package io.belay.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.deploy.config.ProcessConfig.Given;
import io.belay.error.BelayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several settings wins, and what is refused. */
class ProcessConfigTest {
  private static final String PORT = "belay.cluster.port";

  @TempDir private Path home;

  @Test
  void eachSourceWinsOverThoseBeforeIt() throws IOException {
    // reference.conf says 7710.
    Given nothing = new Given(Optional.empty(), Map.of(), List.of());
    Given file = new Given(file("belay.cluster.port = 2"), Map.of(), List.of());
    Given environment = new Given(file.file(), Map.of("BELAY_CLUSTER_PORT", "3"), List.of());
    Given commandLine =
        new Given(environment.file(), environment.environment(), List.of(PORT + "=4", PORT + "=5"));

    assertThat(load("", nothing).getInt(PORT)).isEqualTo(7710);
    assertThat(load("belay.cluster.port = 1", nothing).getInt(PORT)).isEqualTo(1);
    assertThat(load("belay.cluster.port = 1", file).getInt(PORT)).isEqualTo(2);
    assertThat(load("belay.cluster.port = 1", environment).getInt(PORT)).isEqualTo(3);
    assertThat(load("belay.cluster.port = 1", commandLine).getInt(PORT)).isEqualTo(5);
  }

  @Test
  void aFileMayReferToOtherSettings() throws IOException {
    Given given =
        new Given(
            file("belay.cluster.bind-host = ${belay.cluster.host}"),
            Map.of("BELAY_CLUSTER_HOST", "10.0.0.7"),
            List.of());

    assertThat(load("", given).getString("belay.cluster.bind-host")).isEqualTo("10.0.0.7");
  }

  @Test
  void aListIsWrittenWithCommasOrInBrackets() {
    String key = "belay.cluster.seed-nodes";
    for (String text : List.of("a:1, b:2", "[\"a:1\", \"b:2\"]")) {
      Given variable =
          new Given(Optional.empty(), Map.of("BELAY_CLUSTER_SEED_NODES", text), List.of());
      Given option = new Given(Optional.empty(), Map.of(), List.of(key + "=" + text));

      assertThat(load("", variable).getStringList(key)).containsExactly("a:1", "b:2");
      assertThat(load("", option).getStringList(key)).containsExactly("a:1", "b:2");
    }
  }

  @Test
  void durationsFlagsAndEmptyTextsAreReadFromTheEnvironment() {
    Given given =
        new Given(
            Optional.empty(),
            Map.of(
                "BELAY_CLUSTER_REJOIN_TIMEOUT", "90 s",
                "BELAY_SECURITY_PLAINTEXT", "true",
                "BELAY_CLUSTER_BIND_HOST", ""),
            List.of());
    Config config = load("", given);

    assertThat(config.getDuration("belay.cluster.rejoin-timeout").toSeconds()).isEqualTo(90);
    assertThat(config.getBoolean("belay.security.plaintext")).isTrue();
    assertThat(config.getString("belay.cluster.bind-host")).isEmpty();
  }

  /** Two keys with one variable would make one of them impossible to set. */
  @Test
  void noTwoSettingsHaveTheSameVariable() {
    Config reference = ConfigFactory.defaultReference();

    assertThat(new SettingNames(reference).variables())
        .hasSameSizeAs(reference.getConfig("belay").entrySet())
        .containsEntry("BELAY_COORDINATOR_GRPC_PORT", "belay.coordinator.grpc.port");
  }

  @Test
  void everyUnknownKeyIsNamedAtOnceWithItsPlace() throws IOException {
    Given given =
        new Given(
            file(
                "belay.cluster { hots = x, port = 1 }\nbelay.cluster.seed-nodes.first = a\nbely.x = 1"),
            Map.of(),
            List.of("belay.coordinator=3", "cluster.host=x"));

    assertThatThrownBy(() -> load("", given))
        .isInstanceOf(BelayException.class)
        .hasMessageContainingAll(
            "belay.cluster.hots (",
            "cluster.conf: 1)",
            "key=belay.cluster.seed-nodes.first",
            "key=bely.x (",
            "belay.coordinator is a group of settings",
            "key=cluster.host (--set)")
        .hasMessageContaining("there are bind-host, host, port");
  }

  @Test
  void theActorLibraryMayBeToldAnything() throws IOException {
    Given given = new Given(file("pekko.anything = 1"), Map.of(), List.of("pekko.loglevel=DEBUG"));

    assertThat(load("", given).getString("pekko.loglevel")).isEqualTo("DEBUG");
  }

  @Test
  void variablesThatAreNoSettingAreNamedAndChangeNothing() {
    Map<String, String> environment = new HashMap<>();
    environment.put("BELAY_CLUSTER_HOTS", "x");
    environment.put("BELAY_JAVA_OPTS", "-Xmx1g");
    environment.put("PATH", "/bin");

    assertThat(
            ProcessConfig.load(
                    "cluster.conf",
                    ConfigFactory.empty(),
                    new Given(Optional.empty(), environment, List.of()))
                .strangers())
        .containsExactly("BELAY_CLUSTER_HOTS");
  }

  @Test
  void aFileThatIsMissingOrNoHoconIsRefused() throws IOException {
    Given missing = new Given(Optional.of(home.resolve("none.conf")), Map.of(), List.of());
    Given torn = new Given(file("belay {"), Map.of(), List.of());
    Given noSetting = new Given(Optional.empty(), Map.of(), List.of("belay.cluster.port"));

    assertThatThrownBy(() -> load("", missing)).hasMessageContaining("config=" + home);
    assertThatThrownBy(() -> load("", torn)).hasMessageContaining("HOCON");
    assertThatThrownBy(() -> load("", noSetting)).hasMessageContaining("KEY=VALUE");
  }

  private static Config load(String roleDefaults, Given given) {
    return ProcessConfig.load("cluster.conf", ConfigFactory.parseString(roleDefaults), given)
        .config();
  }

  private Optional<Path> file(String text) throws IOException {
    return Optional.of(Files.writeString(home.resolve("cluster.conf"), text));
  }
}
