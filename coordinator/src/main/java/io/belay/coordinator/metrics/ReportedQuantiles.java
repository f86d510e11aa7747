package io.belay.coordinator.metrics;

import io.belay.control.Quantiles;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/** A gauge for each of three quantiles that are reported. */
final class ReportedQuantiles {
  private final ReportedNumber q10;
  private final ReportedNumber q50;
  private final ReportedNumber q90;

  ReportedQuantiles(
      MeterRegistry registry, String name, @Nullable String unit, String description, Tags tags) {
    q10 = new ReportedNumber(registry, name, unit, description, tags.and("q", "0.1"));
    q50 = new ReportedNumber(registry, name, unit, description, tags.and("q", "0.5"));
    q90 = new ReportedNumber(registry, name, unit, description, tags.and("q", "0.9"));
  }

  void set(Quantiles reported) {
    q10.set(reported.q10());
    q50.set(reported.q50());
    q90.set(reported.q90());
  }
}
