package io.belay.coordinator.metrics;

import io.belay.coordinator.run.LeaseCause;
import io.belay.coordinator.run.RunEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Who works on how much of a run. */
final class LeaseMetrics {
  private final Map<LeaseCause, Counter> reissued = new EnumMap<>(LeaseCause.class);
  private volatile int held;

  LeaseMetrics(MeterRegistry registry, Tags tags, int blocks) {
    Gauge.builder("belay.leases.held", this, leases -> leases.held)
        .description("Blocks of the run that a worker holds")
        .tags(tags)
        .register(registry);
    Gauge.builder("belay.run.blocks", () -> blocks)
        .description("Blocks that the run consists of")
        .baseUnit("blocks")
        .tags(tags)
        .register(registry);
    for (LeaseCause cause : LeaseCause.values()) {
      if (cause != LeaseCause.RUN_STARTED) {
        reissued.put(
            cause,
            Counter.builder("belay.leases.reissued")
                .description("Blocks leased anew while the run was going on, by reason")
                .tags(tags.and("reason", cause.name().toLowerCase(Locale.ROOT)))
                .register(registry));
      }
    }
  }

  void changed(RunEvent.LeasesChanged leases) {
    held = leases.held();
    Counter counter = reissued.get(leases.cause());
    if (counter != null) {
      counter.increment(leases.granted());
    }
  }

  void ended() {
    held = 0;
  }
}
