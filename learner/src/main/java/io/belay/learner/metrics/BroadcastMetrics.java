package io.belay.learner.metrics;

import io.belay.control.IterationReport;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Policies on their way to the workers. */
final class BroadcastMetrics {
  private final PolicyBroadcast broadcast;
  private final LongAdder policies = new LongAdder();
  private final DoubleAdder seconds = new DoubleAdder();

  BroadcastMetrics(PolicyBroadcast broadcast) {
    this.broadcast = broadcast;
  }

  void completed(IterationReport report) {
    if (!Double.isNaN(report.broadcastSeconds())) {
      policies.increment();
      seconds.add(report.broadcastSeconds());
    }
  }

  void bindTo(MeterRegistry registry) {
    Gauge.builder("belay.learner.subscribers", broadcast, PolicyBroadcast::subscribers)
        .description("Workers that are subscribed to this learner's policies")
        .register(registry);
    FunctionTimer.builder(
            "belay.policy.broadcast",
            this,
            times -> times.policies.sum(),
            times -> times.seconds.sum(),
            TimeUnit.SECONDS)
        .description(
            "Time from the publication of a policy until the streams of all subscribers had taken it")
        .register(registry);
    FunctionCounter.builder("belay.transfer", broadcast, PolicyBroadcast::bytesSent)
        .description(IntakeMetrics.TRANSFER)
        .baseUnit("bytes")
        .tag("direction", "policies")
        .register(registry);
  }
}
