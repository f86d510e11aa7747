package io.belay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.wire.transport.GrpcAddress;
import io.belay.worker.client.ClientSettings;
import java.time.Duration;
import java.util.List;
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
  void aWorkerWithAProcessOfItsOwnIsNamedByItsConfiguration() {
    WorkerSettings settings = readOwn("name = w7, slots = 3, coordinators = [\"a:1\", \"b:2\"]");

    assertThat(settings.workerId()).isEqualTo("w7");
    assertThat(settings.slots()).isEqualTo(3);
    assertThat(settings.coordinators())
        .containsExactly(GrpcAddress.parse("a:1"), GrpcAddress.parse("b:2"));
    // As an environment variable says it.
    assertThat(readOwn("coordinators = \"a:1, b:2\"").coordinators())
        .isEqualTo(settings.coordinators());
  }

  @Test
  void aWorkerWithoutANameTakesItsHosts() {
    assertThat(readOwn("").workerId()).isEqualTo("host-17");
    assertThat(readOwn("").slots()).isEqualTo(2);
    assertThat(readOwn("").coordinators()).containsExactly(GrpcAddress.parse("127.0.0.1:7700"));
  }

  @Test
  void environmentsWithArgumentsAreListed() {
    assertThat(read("").environments()).isEmpty();
    assertThat(read("environments = [\"chain:20\", \"mdp:/data/a.json\"]").environments())
        .containsExactly("chain:20", "mdp:/data/a.json");
    assertThatThrownBy(() -> read("environments = 7"))
        .hasMessageContaining("belay.worker.environments is a list of ids");
  }

  @Test
  void aWorkersOwnKeysAreCheckedWithTheOthers() {
    assertThatThrownBy(
            () -> readOwn("slots = -1, coordinators = [nowhere], receipt-timeout = soon"))
        .hasMessageContaining("belay.worker.slots=-1")
        .hasMessageContaining("belay.worker.coordinators is a list of host:port")
        .hasMessageContaining("belay.worker.receipt-timeout is a duration");
    assertThatThrownBy(() -> readOwn("coordinators = []"))
        .hasMessageContaining("belay.worker.coordinators=[]");
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

  private static WorkerSettings readOwn(String changes) {
    return WorkerConfig.read(config(changes), "host-17", 2);
  }

  private static WorkerSettings read(String changes) {
    return WorkerConfig.read(config(changes), "worker-a", 2, List.of(COORDINATOR));
  }

  private static Config config(String changes) {
    Config reference = ConfigFactory.parseResources("reference.conf").getConfig("belay.worker");
    return ConfigFactory.parseString(changes).withFallback(reference);
  }
}
