package io.belay.coordinator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Blocks on their way from the workers into batches. */
final class BlockMetrics {
  private final Counter admitted;
  private final BoundedTag<Counter> refused;
  private final Counter failures;
  private final Counter laneRestarts;

  BlockMetrics(MeterRegistry registry, Tags tags) {
    admitted =
        Counter.builder("belay.blocks.admitted")
            .description("Blocks that became part of their iteration's batch")
            .tags(tags)
            .register(registry);
    refused =
        new BoundedTag<>(reason ->
            Counter.builder("belay.blocks.refused")
                .description("Blocks that the learner refused or dropped, by reason")
                .tags(tags.and("reason", reason))
                .register(registry));
    failures =
        Counter.builder("belay.environment.failures")
            .description("Blocks that a worker could not sample because their environment failed")
            .baseUnit("failures")
            .tags(tags)
            .register(registry);
    laneRestarts =
        Counter.builder("belay.lane.restarts")
            .description(
                "Lanes that lost their episode because their environment cannot save its state; where it is not 0, the run's bits depend on its interruptions")
            .baseUnit("lanes")
            .tags(tags)
            .register(registry);
  }

  void admitted() {
    admitted.increment();
  }

  void refused(String reason) {
    refused.of(reason).increment();
  }

  void lanesRestarted(long lanes) {
    laneRestarts.increment(lanes);
  }

  void failed() {
    failures.increment();
  }
}
