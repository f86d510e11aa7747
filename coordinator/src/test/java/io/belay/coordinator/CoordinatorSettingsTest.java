package io.belay.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.error.BelayException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinatorSettingsTest {
  private static final Config REFERENCE = ConfigFactory.defaultReference();

  @Test
  void referenceIsComplete() {
    CoordinatorSettings settings = CoordinatorSettings.from(REFERENCE);

    assertThat(settings.run().maxBlockFailures()).isEqualTo(3);
    assertThat(settings.worker().heartbeatTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.session().outboundMessages()).isEqualTo(256);
    assertThat(settings.page().host()).isEqualTo("127.0.0.1");
    assertThat(settings.page().port()).isZero();
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    Config broken =
        ConfigFactory.parseString(
                """
                belay.coordinator {
                  run.max-block-failures = many
                  worker.heartbeat-timeout = 1s
                  session.outbound-mesages = 100
                  page.port = 70000
                  pages { }
                }
                """)
            .withFallback(REFERENCE);

    assertThatThrownBy(() -> CoordinatorSettings.from(broken))
        .isInstanceOfSatisfying(
            BelayException.class,
            refused ->
                assertThat(refused.getMessage().lines())
                    .hasSize(5)
                    .anySatisfy(line -> assertThat(line).contains("max-block-failures"))
                    .anySatisfy(line -> assertThat(line).contains("heartbeat-timeout=PT1S"))
                    .anySatisfy(line ->
                        assertThat(line).contains("key=belay.coordinator.session.outbound-mesages"))
                    .anySatisfy(line -> assertThat(line).contains("port=70000"))
                    .anySatisfy(line -> assertThat(line).contains("key=belay.coordinator.pages")));
  }

  @ParameterizedTest
  @CsvSource({
    "run.max-block-failures, 0",
    "run.max-block-failures, 101",
    "run.gather-timeout, 0s",
    "run.worker-wait-timeout, 8d",
    "run.start-timeout, 8d",
    "run.stop-timeout, 8d",
    "run.learner-timeout, 8d",
    "run.learner-wait-timeout, 8d",
    "run.max-queued-runs, 0",
    "run.max-queued-runs, 10001",
    "lease.deadline-floor, 9ms",
    "lease.deadline-factor, 0",
    "lease.deadline-factor, 1001",
    "lease.rebalance-interval, 99ms",
    "run-service.request-timeout, 9ms",
    "run-service.request-timeout, 6m",
    "worker.heartbeat-interval, 9ms",
    "worker.heartbeat-interval, 61s",
    "worker.heartbeat-timeout, 2h",
    "worker.max-workers, 0",
    "worker.max-workers, 10001",
    "session.registration-timeout, 9ms",
    "session.registration-timeout, 6m",
    "session.outbound-messages, 7",
    "session.outbound-messages, 65537",
    "page.port, -1",
    "page.host, ' '",
    "page.request-timeout, 6m"
  })
  void everyValueIsBounded(String key, String value) {
    String name = key.substring(key.indexOf('.') + 1);
    Config beyond =
        ConfigFactory.parseString("belay.coordinator.%s = \"%s\"".formatted(key, value))
            .withFallback(REFERENCE);

    assertThatThrownBy(() -> CoordinatorSettings.from(beyond))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining(name + "=");
  }
}
