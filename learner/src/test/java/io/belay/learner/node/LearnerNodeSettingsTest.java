package io.belay.learner.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.error.BelayException;
import io.belay.learner.service.LearnerServiceSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnerNodeSettingsTest {
  private static final Config REFERENCE = ConfigFactory.defaultReference();

  @Test
  void referenceIsComplete() {
    LearnerNodeSettings settings = LearnerNodeSettings.from(REFERENCE);

    assertThat(settings.node().runsDirectory()).isEqualTo(Path.of("runs"));
    assertThat(settings.node().threads())
        .isEqualTo(Math.min(8, Runtime.getRuntime().availableProcessors()));
    assertThat(settings.node().checkpointInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.node().lockTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.service()).isEqualTo(LearnerServiceSettings.defaults());
    assertThat(settings.standby().fetchInterval()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    Config broken =
        ConfigFactory.parseString(
                """
                belay.learner {
                  lock-timeout = soon
                  lok-timeout = 1s
                  service.max-subscribers = 0
                  standby.fetch-intervall = 1s
                }
                """)
            .withFallback(REFERENCE);

    assertThatThrownBy(() -> LearnerNodeSettings.from(broken))
        .isInstanceOfSatisfying(
            BelayException.class,
            refused ->
                assertThat(refused.getMessage().lines())
                    .hasSize(4)
                    .anySatisfy(line -> assertThat(line).contains("lock-timeout", "soon"))
                    .anySatisfy(line -> assertThat(line).contains("key=belay.learner.lok-timeout"))
                    .anySatisfy(line -> assertThat(line).contains("max-subscribers=0"))
                    .anySatisfy(line ->
                        assertThat(line).contains("key=belay.learner.standby.fetch-intervall")));
  }

  @ParameterizedTest
  @CsvSource({
    "threads, -1",
    "threads, 1025",
    "checkpoint-interval, 99ms",
    "checkpoint-interval, 25h",
    "presence-interval, 9ms",
    "presence-interval, 61s",
    "lock-timeout, -1ms",
    "lock-timeout, 61m",
    "last-checkpoint-timeout, 0ms",
    "run-end-timeout, 0ms",
    "run-end-timeout, 25h",
    "drain-timeout, 29s",
    "drain-timeout, 61m",
    "service.outstanding-blocks, 0",
    "service.outstanding-blocks, 1025",
    "service.carry-timeout, 6m",
    "service.fetch-timeout, 0ms",
    "service.max-subscribers, 10001",
    "standby.fetch-interval, 9ms",
    "standby.fetch-interval, 25h",
    "standby.fetch-timeout, 61m"
  })
  void everyValueIsBounded(String key, String value) {
    String name = key.substring(key.indexOf('.') + 1);
    Config beyond =
        ConfigFactory.parseString("belay.learner.%s = \"%s\"".formatted(key, value))
            .withFallback(REFERENCE);

    assertThatThrownBy(() -> LearnerNodeSettings.from(beyond))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining(name + "=");
  }
}
