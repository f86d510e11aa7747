package io.belay.coordinator.metrics;

import io.belay.control.IterationReport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the last update; NaN until the run's algorithm reports one, and for ever where it
 * has none.
 */
final class LearningMetrics {

  /** A figure of an iteration's report and the gauge that shows it. */
  enum Figure {
    KL("klMean", "kl", "nats", "Mean KL divergence of the updated policy from the sampling one"),
    ENTROPY("entropy", "entropy", "nats", "Mean entropy of the policy over the batch"),
    EXPLAINED_VARIANCE(
        "explainedVariance",
        "explained.variance",
        null,
        "Share of the returns' variance that the critic's values explain, at most 1"),
    CLIP_FRACTION(
        "clipFraction",
        "clip.fraction",
        null,
        "Share of steps whose importance ratio left the clip range, in [0, 1]"),
    LEARNING_RATE("learningRate", "rate", null, "Step size of the optimizer"),
    GRADIENT_NORM(
        "gradientNorm", "gradient.norm", null, "Euclidean norm of the gradient before clipping"),
    POLICY_LOSS("policyLoss", "policy.loss", null, "Negated surrogate objective of the policy"),
    VALUE_LOSS("valueLoss", "value.loss", null, "Loss of the critic"),
    LOG_PROBABILITY_AUDIT(
        "logProbabilityAudit",
        "log.probability.audit",
        "nats",
        "Largest difference between a worker's and the learner's log-probability of an action; 0 on a sound run");

    private final String key;
    private final String meter;
    private final @Nullable String unit;
    private final String description;

    Figure(String key, String meter, @Nullable String unit, String description) {
      this.key = key;
      this.meter = "belay.learning." + meter;
      this.unit = unit;
      this.description = description;
    }
  }

  private static final Figure[] FIGURES = Figure.values();

  // The reports' own boxes are kept, so that recording allocates nothing.
  private final AtomicReferenceArray<Double> values;

  LearningMetrics(MeterRegistry registry, Tags tags) {
    Double[] unknown = new Double[FIGURES.length];
    Arrays.fill(unknown, Double.NaN);
    values = new AtomicReferenceArray<>(unknown);
    for (Figure figure : FIGURES) {
      Gauge.builder(figure.meter, values, known -> known.get(figure.ordinal()))
          .description(figure.description)
          .baseUnit(figure.unit)
          .tags(tags)
          .register(registry);
    }
  }

  void record(IterationReport report) {
    for (Figure figure : FIGURES) {
      Double value = report.figures().get(figure.key);
      if (value != null) {
        values.setRelease(figure.ordinal(), value);
      }
    }
  }
}
