package io.belay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.wire.transport.GrpcAddress;
import io.belay.worker.client.ClientSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The worker's subtree of the configuration. */
class WorkerConfigTest {
  private static final GrpcAddress COORDINATOR = GrpcAddress.parse("localhost:7070");

  @Test
  void theReferenceGivesTheDefaults() {
    WorkerSettings settings = read("");

    assertThat(settings.client()).isEqualTo(ClientSettings.defaults());
    assertThat(settings.samplingTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.workerId()).isEqualTo("worker-a");
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    assertThatThrownBy(() ->
            read(
                "receipt-timeout = soon, recipt-timeout = 1 s, backoff { jitter = much, max = 1 }"))
        .hasMessageContaining("no such key: belay.worker.recipt-timeout")
        .hasMessageContaining("no such key: belay.worker.backoff.max")
        .hasMessageContaining("belay.worker.receipt-timeout is a duration")
        .hasMessageContaining("belay.worker.backoff.jitter is a number");
  }

  private static WorkerSettings read(String changes) {
    Config reference = ConfigFactory.parseResources("reference.conf").getConfig("belay.worker");
    return WorkerConfig.read(
        ConfigFactory.parseString(changes).withFallback(reference), "worker-a", 2, COORDINATOR);
  }
}
