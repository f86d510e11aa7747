package io.belay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.worker.metrics.WorkerMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
  private final SamplingCounters counters = new SamplingCounters();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void metersReadWhatIsCountedForHeartbeats() {
    counters.sampled(new RunBench.Sampled(1000, 0), 5);
    counters.offered(100);
    counters.policyArrived(7, 60);
    counters.holding(3);
    counters.blockRefused();
    counters.reconnected();
    counters.reconnected();
    counters.outbox(0.5);
    counters.idle(0.25);
    counters.registered(true);

    new WorkerMetrics(counters).bindTo(registry);

    assertThat(counter("belay.worker.steps")).isEqualTo(1000);
    assertThat(counter("belay.worker.blocks.refused")).isEqualTo(1);
    assertThat(counter("belay.worker.reconnects")).isEqualTo(2);
    assertThat(gauge("belay.worker.blocks.held")).isEqualTo(3);
    assertThat(gauge("belay.worker.policy.version")).isEqualTo(7);
    assertThat(gauge("belay.worker.idle.ratio")).isEqualTo(0.25);
    assertThat(gauge("belay.worker.connected")).isEqualTo(1);
    assertThat(gauge("belay.queue.fill")).isEqualTo(0.5);
    assertThat(transfer("blocks")).isEqualTo(100);
    assertThat(transfer("policies")).isEqualTo(60);

    counters.sampled(new RunBench.Sampled(24, 0), 5);
    assertThat(counter("belay.worker.steps")).isEqualTo(1024);
  }

  private double counter(String name) {
    return registry.get(name).functionCounter().count();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private double transfer(String direction) {
    return registry.get("belay.transfer").tag("direction", direction).functionCounter().count();
  }
}
