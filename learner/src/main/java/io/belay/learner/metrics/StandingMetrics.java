package io.belay.learner.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Whether the learner of a process is the one that trains. */
final class StandingMetrics {
  private volatile boolean active;

  void active(boolean is) {
    active = is;
  }

  void bindTo(MeterRegistry registry) {
    Gauge.builder("belay.learner.active", this, standing -> standing.active ? 1 : 0)
        .description("1 while the learner of this process is the active one, 0 while it stands by")
        .register(registry);
  }
}
