package io.belay.coordinator.metrics;

import io.belay.control.IterationReport;
import io.belay.coordinator.metrics.ReportedFigures.Figure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last step of a natural-gradient algorithm: what was predicted of it, how it was found and
 * what it gained. The divergence that was measured is {@code belay.learning.kl}.
 */
final class TrustRegionMetrics {
  private static final String POLICY_UNCHANGED = "policyUnchanged";

  private static final List<Figure> FIGURES =
      List.of(
          new Figure(
              "klPredicted",
              "belay.trust.region.kl.predicted",
              "nats",
              "KL divergence that the quadratic model predicts for the step taken"),
          new Figure(
              "stepSize",
              "belay.trust.region.step.size",
              null,
              "Length of the step along the natural direction; 0 where the policy stayed"),
          new Figure(
              "conjugateGradientResidual",
              "belay.trust.region.conjugate.gradient.residual",
              null,
              "Norm of what the solution leaves of the right-hand side, by the latter's norm"),
          new Figure(
              "conjugateGradientIterations",
              "belay.trust.region.conjugate.gradient.iterations",
              null,
              "Iterations of the conjugate gradient"),
          new Figure(
              "lineSearchSteps",
              "belay.trust.region.line.search.steps",
              null,
              "Step lengths that the line search tried"),
          new Figure(
              "surrogateImprovement",
              "belay.trust.region.surrogate.improvement",
              null,
              "Gain of the surrogate objective by the step taken"),
          new Figure(
              "compatibleFunctionError",
              "belay.trust.region.compatible.function.error",
              null,
              "Mean squared error of the compatible function, which is linear in the policy's score, against the advantages"));

  private final MeterRegistry registry;
  private final Tags tags;
  private final ReportedFigures figures;
  private @Nullable Counter unchanged;

  TrustRegionMetrics(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
    figures = new ReportedFigures(registry, tags, FIGURES);
  }

  void record(IterationReport report) {
    Double flag = report.figures().get(POLICY_UNCHANGED);
    if (flag == null) {
      return;
    }
    figures.record(report);
    if (unchanged == null) {
      unchanged =
          Counter.builder("belay.trust.region.line.search.failures")
              .description(
                  "Updates that left the policy unchanged: no direction or no step was fit")
              .tags(tags)
              .register(registry);
    }
    unchanged.increment(flag);
  }
}
