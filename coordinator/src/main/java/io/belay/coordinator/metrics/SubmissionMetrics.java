package io.belay.coordinator.metrics;

import io.belay.coordinator.run.SubmitReply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Submissions that were not taken on, by reason. */
final class SubmissionMetrics {
  private final Counter anotherRecipe;
  private final Counter queueFull;

  SubmissionMetrics(MeterRegistry registry) {
    anotherRecipe = counter(registry, SubmitReply.Reason.ANOTHER_RECIPE);
    queueFull = counter(registry, SubmitReply.Reason.QUEUE_FULL);
  }

  void refused(SubmitReply.Reason reason) {
    switch (reason) {
      case ANOTHER_RECIPE -> anotherRecipe.increment();
      case QUEUE_FULL -> queueFull.increment();
    }
  }

  private static Counter counter(MeterRegistry registry, SubmitReply.Reason reason) {
    return Counter.builder("belay.submissions.refused")
        .description("Runs that were submitted and not taken on")
        .tag("reason", reason.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
