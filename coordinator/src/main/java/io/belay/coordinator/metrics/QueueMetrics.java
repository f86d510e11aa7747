package io.belay.coordinator.metrics;

import io.belay.control.IterationReport;
import io.belay.coordinator.run.RunEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** How full the bounded queues are that a run may have to wait for. */
final class QueueMetrics {
  private final ReportedNumber runs;
  private final ReportedNumber progress;

  QueueMetrics(MeterRegistry registry) {
    runs = fill(registry, "runs");
    progress = fill(registry, "progress");
  }

  void queued(RunEvent.RunsQueued runsQueued) {
    runs.set((double) runsQueued.waiting() / runsQueued.most());
  }

  void record(IterationReport report) {
    progress.set(report.progressFill());
  }

  private static ReportedNumber fill(MeterRegistry registry, String queue) {
    return new ReportedNumber(
        registry,
        "belay.queue.fill",
        null,
        "Share of a bounded queue that is taken: runs that wait for their turn, lines of progress.jsonl that wait for the disk",
        Tags.of("queue", queue));
  }
}
