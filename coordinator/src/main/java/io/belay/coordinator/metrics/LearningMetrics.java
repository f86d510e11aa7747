package io.belay.coordinator.metrics;

import io.belay.control.IterationReport;
import io.belay.coordinator.metrics.ReportedFigures.Figure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** What the last update did to policy and critic, and updates that were given up. */
final class LearningMetrics {
  private static final String NON_FINITE_STEP = "nonFiniteStep";

  private static final List<Figure> FIGURES =
      List.of(
          new Figure(
              "klMean",
              "belay.learning.kl",
              "nats",
              "Mean KL divergence of the updated policy from the sampling one"),
          new Figure(
              "entropy",
              "belay.learning.entropy",
              "nats",
              "Mean entropy of the policy over the batch"),
          new Figure(
              "explainedVariance",
              "belay.learning.explained.variance",
              null,
              "Share of the returns' variance that the critic's values explain, at most 1"),
          new Figure(
              "clipFraction",
              "belay.learning.clip.fraction",
              null,
              "Share of steps whose importance ratio left the clip range, in [0, 1]"),
          new Figure("learningRate", "belay.learning.rate", null, "Step size of the optimizer"),
          new Figure(
              "gradientNorm",
              "belay.learning.gradient.norm",
              null,
              "Euclidean norm of the gradient before clipping"),
          new Figure(
              "policyLoss",
              "belay.learning.policy.loss",
              null,
              "Negated surrogate objective of the policy"),
          new Figure("valueLoss", "belay.learning.value.loss", null, "Loss of the critic"),
          new Figure(
              "logProbabilityAudit",
              "belay.learning.log.probability.audit",
              "nats",
              "Largest difference between a worker's and the learner's log-probability of an action; 0 on a sound run"));

  private final ReportedFigures figures;
  private final Counter nonFinite;

  LearningMetrics(MeterRegistry registry, Tags tags) {
    figures = new ReportedFigures(registry, tags, FIGURES);
    nonFinite =
        Counter.builder("belay.learning.nonfinite")
            .description("Updates that were given up because a number was not finite")
            .tags(tags)
            .register(registry);
  }

  void record(IterationReport report) {
    figures.record(report);
    if (report.figures().getOrDefault(NON_FINITE_STEP, 0.0) > 0) {
      nonFinite.increment();
    }
  }

  /** The run ended by an update that was given up. */
  void notFinite() {
    nonFinite.increment();
  }
}
