package io.belay.learner.metrics;

import io.belay.control.IterationReport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Lines of {@code progress.jsonl} on their way to the disk. */
final class ProgressMetrics {
  private volatile double fill;

  void completed(IterationReport report) {
    fill = report.progressFill();
  }

  void bindTo(MeterRegistry registry) {
    Gauge.builder("belay.queue.fill", this, progress -> progress.fill)
        .description(
            "Share of a bounded queue that is taken: lines of progress.jsonl that wait for the disk")
        .tag("queue", "progress")
        .register(registry);
  }
}
