package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers die, come, stand still and go while a run is under way, at five moments each. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WorkerFaultsTest {
  private static final int MOMENTS = 5;

  @RegisterExtension final ClusterProcesses cluster = FaultyRun.cluster();

  /** Six workers, of which one after the other dies until one is left. */
  @Test
  void workersThatAreKilledAndNotReplaced() {
    cluster.start(6);
    FaultyRun run = FaultyRun.submit(cluster, FaultyRun.SHORT, 6);
    int victim = 1;
    for (int moment : Moments.of(MOMENTS, 5, 70)) {
      run.await(moment);
      cluster.worker(victim++).kill();
    }
    run.assertUnharmed();
  }

  /** Always three workers, the two older of which die together and are replaced by two new ones. */
  @Test
  void twoOfThreeWorkersKilledAtOnce() {
    cluster.start(3);
    FaultyRun run = FaultyRun.submit(cluster, FaultyRun.LONG, 3);
    int oldest = 1;
    for (int moment : Moments.of(MOMENTS, 5, 130)) {
      run.await(moment);
      cluster.worker(oldest).kill();
      cluster.worker(oldest + 1).kill();
      cluster.worker(oldest + 3).start();
      cluster.worker(oldest + 4).start();
      oldest += 2;
    }
    run.assertUnharmed();
  }

  /** One worker begins alone, and five join it. */
  @Test
  void workersThatJoinInTheMiddle() {
    cluster.start(1);
    // Nearly twice as long, since each newcomer is waited for.
    FaultyRun run = FaultyRun.submit(cluster, 300, 1);
    int newcomer = 2;
    for (int moment : Moments.of(MOMENTS, 5, 130)) {
      run.await(moment);
      cluster.worker(newcomer).start();
      // The run must not be over before anyone has joined it.
      cluster.coordinator().awaitOutput("worker joined: worker" + newcomer++);
    }
    run.assertUnharmed();
  }

  /** A worker that is frozen loses its blocks after the lease deadline and comes back later. */
  @Test
  void aWorkerThatStandsStillBeyondTheLeaseDeadline() {
    cluster.start(2);
    FaultyRun run = FaultyRun.submit(cluster, FaultyRun.LONG, 2);
    int frozen = 0;
    for (int moment : Moments.of(MOMENTS, 5, 110)) {
      run.await(moment);
      int before = Math.toIntExact(cluster.iterations(FaultyRun.ID));
      cluster.worker(1).freeze();
      frozen++;
      // Blocks of the frozen worker are sampled elsewhere, or nothing would go on.
      run.await(Math.min(run.iterations() - 1, before + 3));
      cluster.worker(1).thaw();
    }
    run.assertUnharmed();
    assertThat(frozen).isEqualTo(MOMENTS);
    assertThat(cluster.worker(1).alive()).isTrue();
  }

  /** A worker that is asked to go hands its blocks back, says so and ends well. */
  @Test
  void workersThatAreDrained() {
    cluster.start(6);
    FaultyRun run = FaultyRun.submit(cluster, FaultyRun.SHORT, 6);
    int leaver = 1;
    for (int moment : Moments.of(MOMENTS, 5, 70)) {
      run.await(moment);
      assertThat(cluster.worker(leaver++).terminate()).isZero();
    }
    run.assertUnharmed();
    assertThat(cluster.coordinator().output()).doesNotContain("worker lost");
  }
}
