package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import io.belay.deploy.kubernetes.Flow;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The coordinator, or everything, dies at five moments of a run. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CoordinatorFaultsTest {
  private static final int MOMENTS = 5;
  private static final String ACTIVE = "this coordinator is active";
  private static final String JOINED = "joined the cluster";

  @RegisterExtension final ClusterProcesses cluster = FaultyRun.cluster();

  @Test
  void aCoordinatorThatIsKilledAndStartedAgain() {
    cluster.start(2);
    FaultyRun run = FaultyRun.submit(cluster, FaultyRun.LONG, 2);
    for (int moment : Moments.of(MOMENTS, 5, 135)) {
      run.await(moment);
      cluster.coordinator().kill();
      cluster.coordinator().start();
    }
    run.assertUnharmed();
  }

  @Test
  void anActiveCoordinatorThatIsKilledWhileAnotherStandsBy() throws Exception {
    cluster.start(2);
    cluster.coordinator(1).awaitOutput(ACTIVE);
    cluster.coordinator(2).start();
    cluster.coordinator(2).awaitOutput(JOINED);
    // A standby that hears the active one is ready: a roll, which waits for it, goes on.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(cluster.page(cluster.coordinator(2), "/readyz").body())
                .isEqualTo("ready\n"));
    Connections.await(cluster, new Flow("coordinator", "coordinator", "remoting"));
    FaultyRun run = FaultyRun.submit(cluster, FaultyRun.LONG, 2);
    CompletableFuture<Commands.Ran> waiting = run.waitFor();
    int active = 1;
    for (int moment : Moments.of(MOMENTS, 5, 135)) {
      run.await(moment);
      cluster.coordinator(active).kill();
      cluster.coordinator(active).start();
      active = 3 - active;
    }
    run.assertUnharmed();
    // Who waits does not notice; a new coordinator knows no run until the learner tells its book.
    Commands.Ran waited = waiting.get(ClusterProcesses.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(waited.status()).as(waited.toString()).isZero();
  }

  /** Every process is killed at once and started again by the same commands. */
  @Test
  void everythingKilledAndStartedAgain() {
    cluster.start(1);
    FaultyRun run = FaultyRun.submit(cluster, FaultyRun.SHORT, 1);
    for (int moment : Moments.of(MOMENTS, 5, 70)) {
      run.await(moment);
      cluster.coordinator().kill();
      cluster.worker(1).kill();
      cluster.learner().kill();
      cluster.start(1);
    }
    run.assertUnharmed();
  }
}
