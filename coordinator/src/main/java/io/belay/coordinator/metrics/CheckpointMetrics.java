package io.belay.coordinator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Checkpoints that were written, those that could not be, and how old the newest good one is. */
final class CheckpointMetrics {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Counter written;
  private final Counter failed;
  private final LateGauge age;
  private volatile long writtenNanos;

  /**
   * @param nanoTime a clock that never goes backwards, in nanoseconds; read by any thread
   */
  CheckpointMetrics(MeterRegistry registry, Tags tags, LongSupplier nanoTime) {
    written = checkpoints(registry, tags, "written");
    failed = checkpoints(registry, tags, "failed");
    age =
        new LateGauge(
            registry,
            Gauge.builder(
                    "belay.checkpoint.age",
                    this,
                    newest -> (nanoTime.getAsLong() - newest.writtenNanos) / NANOS_PER_SECOND)
                .description("Time since the newest checkpoint was written, while the run goes on")
                .baseUnit("seconds")
                .tags(tags));
  }

  /**
   * @param nanos when, by the clock
   */
  void record(boolean success, long nanos) {
    if (success) {
      written.increment();
      writtenNanos = nanos;
      age.show();
    } else {
      failed.increment();
    }
  }

  /** Where no iteration follows, no checkpoint grows old. */
  void ended() {
    age.hide();
  }

  private static Counter checkpoints(MeterRegistry registry, Tags tags, String result) {
    return Counter.builder("belay.checkpoints")
        .description("Checkpoints by result")
        .baseUnit("checkpoints")
        .tags(tags.and("result", result))
        .register(registry);
  }
}
