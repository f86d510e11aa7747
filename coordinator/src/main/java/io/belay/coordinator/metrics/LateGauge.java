package io.belay.coordinator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A gauge that is there only while there is something to show.
 *
 * <p>Shown and hidden by one thread.
 */
final class LateGauge {
  private final MeterRegistry registry;
  private final Gauge.Builder<?> builder;
  private @Nullable Gauge shown;

  /** Not there yet. */
  LateGauge(MeterRegistry registry, Gauge.Builder<?> builder) {
    this.registry = registry;
    this.builder = builder;
  }

  void show() {
    if (shown == null) {
      shown = builder.register(registry);
    }
  }

  void hide() {
    if (shown != null) {
      registry.remove(shown);
      shown = null;
    }
  }
}
