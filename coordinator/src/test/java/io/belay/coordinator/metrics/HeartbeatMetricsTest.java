package io.belay.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.coordinator.run.RunEvent;
import io.belay.session.FromWorker.Heartbeat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HeartbeatMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final HeartbeatMetrics metrics = new HeartbeatMetrics(registry);

  @Test
  void bytesGoOnWhereAWorkersProcessBeginsAnewAndItsCountersWithIt() {
    report("a", bytes(100));
    report("a", bytes(150));
    report("b", bytes(7));
    report("a", bytes(30));

    // 150 of a's first process, 30 of its second, 7 of b's.
    assertThat(blockBytes()).isEqualTo(187);
  }

  @Test
  void workerThatComesBackIsNotCountedTwice() {
    report("a", bytes(100));
    metrics.gone("a");

    report("a", bytes(120));

    assertThat(blockBytes()).isEqualTo(120);
  }

  @Test
  void workersThatWentAreNotRememberedForEver() {
    report("first", bytes(100));
    metrics.gone("first");
    for (int number = 0; number < 1000; number++) {
      report("worker-" + number, bytes(0));
      metrics.gone("worker-" + number);
    }

    report("first", bytes(100));

    // Forgotten, so that its counters are new to this coordinator.
    assertThat(blockBytes()).isEqualTo(200);
  }

  @Test
  void lagIsThatOfTheHolderFurthestBehind() {
    metrics.policyMade(10);
    report("newest", holder(10));
    report("behind", holder(7));
    report("idle", new Heartbeat(0, 0, 0, 1, OptionalLong.of(2), 0, 0, 0, 0, 0));

    assertThat(registry.get("belay.workers.policy.lag").gauge().value()).isEqualTo(3);
    // 0.5, 0.5 and 1.
    assertThat(registry.get("belay.workers.idle.ratio").gauge().value()).isEqualTo(2.0 / 3);

    metrics.gone("behind");

    assertThat(registry.get("belay.workers.policy.lag").gauge().value()).isZero();
  }

  @Test
  void versionsOfAnEarlierRunAreNotBehindThoseOfTheNext() {
    metrics.policyMade(391);
    metrics.runBegan();
    report("a", holder(1));
    metrics.policyMade(1);
    report("b", holder(391));

    assertThat(registry.get("belay.workers.policy.lag").gauge().value()).isZero();
  }

  @Test
  void ratiosGoWithTheLastWorker() {
    report("a", holder(0));
    report("b", holder(0));
    metrics.gone("a");
    assertThat(registry.find("belay.workers.idle.ratio").gauge()).isNotNull();

    metrics.gone("b");

    assertThat(registry.find("belay.workers.idle.ratio").gauge()).isNull();
    assertThat(registry.find("belay.workers.policy.lag").gauge()).isNull();
  }

  private void report(String workerId, Heartbeat heartbeat) {
    metrics.reported(new RunEvent.WorkerReported(workerId, heartbeat));
  }

  private double blockBytes() {
    return registry.get("belay.transfer").tag("direction", "blocks").counter().count();
  }

  private static Heartbeat bytes(long sent) {
    return new Heartbeat(0, 0, 0, 0, OptionalLong.empty(), sent, 0, 0, 0, 0);
  }

  private static Heartbeat holder(long version) {
    return new Heartbeat(0, 1, 0, 0.5, OptionalLong.of(version), 0, 0, 0, 0, 0);
  }
}
