package io.belay.coordinator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How many workers there are, were asked for, came and went. */
final class WorkerMetrics {
  private final Counter joined;
  private final Counter left;
  private final Counter lost;
  private volatile int registered;
  private volatile int draining;
  private volatile int wanted;

  WorkerMetrics(MeterRegistry registry) {
    Gauge.builder("belay.workers", this, workers -> workers.registered - workers.draining)
        .description("Workers that are registered, by state")
        .baseUnit("workers")
        .tag("state", "available")
        .register(registry);
    Gauge.builder("belay.workers", this, workers -> workers.draining)
        .description("Workers that are registered, by state")
        .baseUnit("workers")
        .tag("state", "draining")
        .register(registry);
    Gauge.builder("belay.workers.wanted", this, workers -> workers.wanted)
        .description("Workers that were asked for when the run was submitted")
        .register(registry);
    joined = sessions(registry, "belay.workers.joined", "Workers that registered");
    left = sessions(registry, "belay.workers.left", "Workers that went as they had announced");
    lost = sessions(registry, "belay.workers.lost", "Workers whose session ended unannounced");
  }

  void wanted(int workers) {
    wanted = workers;
  }

  void joined(int workers) {
    joined.increment();
    registered = workers;
  }

  void draining() {
    draining++;
  }

  void left(int workers) {
    left.increment();
    draining--;
    registered = workers;
  }

  void lost(int workers) {
    lost.increment();
    registered = workers;
  }

  private static Counter sessions(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }
}
