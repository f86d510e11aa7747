package io.belay.learner.metrics;

import io.belay.learner.service.OfferedBytes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

/** Blocks that come in. */
final class IntakeMetrics {
  static final String TRANSFER =
      "Bytes of blocks that workers sent to this learner, and of policies that it sent to them";

  private final OfferedBytes offered;

  IntakeMetrics(OfferedBytes offered) {
    this.offered = offered;
  }

  void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("belay.transfer", offered, OfferedBytes::total)
        .description(TRANSFER)
        .baseUnit("bytes")
        .tag("direction", "blocks")
        .register(registry);
  }
}
