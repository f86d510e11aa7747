package io.belay.wire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.error.BelayException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits and keepalive as {@code belay.transport} states them. */
class TransportSettingsTest {

  @Test
  void theReferenceIsWhatASingleProcessUses() {
    assertThat(TransportSettings.from(ConfigFactory.defaultReference()))
        .isEqualTo(TransportSettings.defaults());
  }

  @Test
  void everyKeyIsRead() {
    TransportSettings settings =
        TransportSettings.from(
            config(
                """
                max-inbound-message = 1MiB, max-concurrent-calls = 5
                keepalive-time = 3s, keepalive-timeout = 2s, permit-keepalive-time = 1s
                """));

    assertThat(settings)
        .isEqualTo(
            new TransportSettings(
                1 << 20, 5, Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "max-inbound-message, 1023",
    "max-inbound-message, 2GiB",
    "max-concurrent-calls, 0",
    "max-concurrent-calls, 10001",
    "keepalive-time, 9ms",
    "keepalive-timeout, 61m",
    "permit-keepalive-time, 0s",
    // A client that asks every 10 s would be cut off by a server that permits it every 10 s.
    "permit-keepalive-time, 10s"
  })
  void everyValueIsBounded(String key, String value) {
    assertThatThrownBy(() -> TransportSettings.from(config("%s = \"%s\"".formatted(key, value))))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("belay.transport: ")
        .hasMessageContaining(key + "=");
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    assertThatThrownBy(() ->
            TransportSettings.from(
                config("max-concurrent-calls = 0, keepalive-timeout = 0s, keepalive = 1s")))
        .isInstanceOfSatisfying(
            BelayException.class,
            refused ->
                assertThat(refused.getMessage().lines())
                    .hasSize(3)
                    .anySatisfy(line -> assertThat(line).contains("max-concurrent-calls=0"))
                    .anySatisfy(line -> assertThat(line).contains("keepalive-timeout=PT0S"))
                    .anySatisfy(
                        line -> assertThat(line).contains("key=belay.transport.keepalive")));
  }

  private static Config config(String keys) {
    return ConfigFactory.parseString("belay.transport {\n" + keys + "\n}")
        .withFallback(ConfigFactory.defaultReference());
  }
}
