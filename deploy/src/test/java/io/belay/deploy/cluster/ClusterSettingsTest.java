package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.wire.transport.GrpcAddress.Tcp;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** Where a node is and where it looks for the others. */
class ClusterSettingsTest {

  @Test
  void theLearnerIsTheFirstSeedByDefault() {
    ClusterSettings settings = ClusterSettings.from(config(""));

    assertThat(settings.node()).isEqualTo(new Tcp("127.0.0.1", 7710));
    assertThat(settings.bindHost()).isEqualTo("127.0.0.1");
    assertThat(settings.seeds().resolve())
        .containsExactly(new Tcp("127.0.0.1", 7711), new Tcp("127.0.0.1", 7710));
  }

  @Test
  void addressesBehindANameAreSeedsInTheOrderOfTheirNumbers() throws UnknownHostException {
    InetAddress[] records = {
      InetAddress.getByName("10.0.0.10"),
      InetAddress.getByName("10.0.0.9"),
      InetAddress.getByName("200.0.0.1"),
      InetAddress.getByName("fd00::1")
    };

    // 9 before 10 and 200 last: numbers, neither words nor signed bytes.
    assertThat(SeedNodes.Named.sorted(records, 7710))
        .extracting(Tcp::host)
        .containsExactly("10.0.0.9", "10.0.0.10", "200.0.0.1", "fd00:0:0:0:0:0:0:1");
  }

  @Test
  void aNameWithTooFewAddressesHasNoSeeds() {
    assertThat(new SeedNodes.Named("127.0.0.1", 7710, 1).resolve())
        .containsExactly(new Tcp("127.0.0.1", 7710));
    assertThat(new SeedNodes.Named("127.0.0.1", 7710, 2).resolve()).isEmpty();
  }

  @Test
  void whatIsWrongIsNamed() {
    assertRefused("belay.cluster.port = 70000", "port=70000");
    assertRefused("belay.cluster.host = \"\"", "host=\"\"");
    assertRefused("belay.cluster.seed-nodes = []", "belay.cluster.seed-nodes");
    assertRefused("belay.cluster.seed-nodes = [\"here\"]", "address=\"here\"");
    assertRefused("belay.cluster.seed-nodes = [\"here:0\"]", "seed-nodes=here:0");
    assertRefused("belay.cluster.rejoin-timeout = 1 s", "rejoin-timeout=PT1S");
    assertRefused("belay.cluster { seed-host = x, seed-minimum = 0 }", "seed-minimum=0");
  }

  private static void assertRefused(String text, String named) {
    assertThatThrownBy(() -> ClusterSettings.from(config(text))).hasMessageContaining(named);
  }

  private static Config config(String text) {
    return ConfigFactory.parseString(text).withFallback(ConfigFactory.defaultReference()).resolve();
  }
}
