package io.belay.worker.metrics;

import io.belay.worker.SamplingCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What goes between the worker, its coordinator and learners. */
record LinkMetrics(SamplingCounters counters) {

  void bindTo(MeterRegistry registry) {
    Gauge.builder("belay.worker.connected", counters, each -> each.registered() ? 1 : 0)
        .description("1 while this worker is registered with a coordinator")
        .register(registry);
    FunctionCounter.builder("belay.worker.reconnects", counters, each -> each.read().reconnects())
        .description("Connections to a learner that this worker opened anew after a loss")
        .register(registry);
    FunctionCounter.builder("belay.worker.blocks.refused", counters, each -> each.read().refused())
        .description("Blocks of this worker that learners refused, duplicates not counted")
        .register(registry);
    Gauge.builder("belay.queue.fill", counters, SamplingCounters::outboxFill)
        .description(
            "Share of a bounded queue that is taken: blocks in the outbox that no learner has taken")
        .tag("queue", "outbox")
        .register(registry);
    transfer(registry, "blocks", each -> each.read().blockBytes());
    transfer(registry, "policies", each -> each.read().policyBytes());
  }

  private void transfer(
      MeterRegistry registry, String direction, ToDoubleFunction<SamplingCounters> bytes) {
    FunctionCounter.builder("belay.transfer", counters, bytes)
        .description("Bytes of blocks that this worker sent, and of policies that it received")
        .baseUnit("bytes")
        .tag("direction", direction)
        .register(registry);
  }
}
