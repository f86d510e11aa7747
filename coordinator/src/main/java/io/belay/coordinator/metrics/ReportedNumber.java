package io.belay.coordinator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * A gauge with the last number that was reported; not there before the first.
 *
 * <p>Set by one thread, read by any.
 */
final class ReportedNumber {
  private final LateGauge gauge;
  private volatile double value = Double.NaN;

  ReportedNumber(
      MeterRegistry registry, String name, @Nullable String unit, String description, Tags tags) {
    gauge =
        new LateGauge(
            registry,
            Gauge.builder(name, this, number -> number.value)
                .description(description)
                .baseUnit(unit)
                .tags(tags));
  }

  /**
   * @param reported NaN for none; then the gauge waits for the first number, or shows that there is
   *     none any more
   */
  void set(double reported) {
    value = reported;
    if (!Double.isNaN(reported)) {
      gauge.show();
    }
  }
}
