package io.belay.coordinator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Checkpoints that were written, and those that could not be. */
final class CheckpointMetrics {
  private final Counter written;
  private final Counter failed;

  CheckpointMetrics(MeterRegistry registry, Tags tags) {
    written = checkpoints(registry, tags, "written");
    failed = checkpoints(registry, tags, "failed");
  }

  void record(boolean success) {
    (success ? written : failed).increment();
  }

  private static Counter checkpoints(MeterRegistry registry, Tags tags, String result) {
    return Counter.builder("belay.checkpoints")
        .description("Checkpoints by result")
        .baseUnit("checkpoints")
        .tags(tags.and("result", result))
        .register(registry);
  }
}
