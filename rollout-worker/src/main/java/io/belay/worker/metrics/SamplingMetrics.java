package io.belay.worker.metrics;

import io.belay.worker.SamplingCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How much the worker samples, and how much it waits. */
record SamplingMetrics(SamplingCounters counters) {

  void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("belay.worker.steps", counters, each -> each.read().steps())
        .description("Environment steps that this worker sampled, over all lanes and runs")
        .baseUnit("steps")
        .register(registry);
    Gauge.builder("belay.worker.idle.ratio", counters, SamplingCounters::idleRatio)
        .description("Share of the time before the last heartbeat without anything to sample")
        .register(registry);
    Gauge.builder("belay.worker.blocks.held", counters, each -> each.read().blocksHeld())
        .description("Blocks that this worker holds")
        .register(registry);
    Gauge.builder(
            "belay.worker.policy.version", counters, each -> each.read().policyVersion().orElse(0))
        .description("Version of the last policy that this worker received; 0 before the first")
        .register(registry);
  }
}
