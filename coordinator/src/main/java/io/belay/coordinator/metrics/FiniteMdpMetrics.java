package io.belay.coordinator.metrics;

import io.belay.control.IterationReport;
import io.belay.coordinator.metrics.ReportedFigures.Figure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** What the newest policy of a run on a finite MDP is truly worth, computed and not sampled. */
final class FiniteMdpMetrics {
  private static final List<Figure> FIGURES =
      List.of(
          new Figure(
              "value",
              "belay.finite.mdp.value",
              null,
              "Value of the newest policy from the evaluation distribution"),
          new Figure(
              "optimalValue",
              "belay.finite.mdp.optimal.value",
              null,
              "Value of an optimal policy from the evaluation distribution"),
          new Figure(
              "gap",
              "belay.finite.mdp.gap",
              null,
              "Value of an optimal policy less that of the newest one"),
          new Figure(
              "bound",
              "belay.finite.mdp.bound",
              null,
              "What the gap never exceeds, by the algorithm's theorem"),
          new Figure(
              "mismatch",
              "belay.finite.mdp.mismatch",
              null,
              "Largest ratio of the optimal policy's visitation to the restart distribution"));

  private final ReportedFigures figures;

  FiniteMdpMetrics(MeterRegistry registry, Tags tags) {
    figures = new ReportedFigures(registry, tags, FIGURES);
  }

  void record(IterationReport report) {
    figures.record(report);
  }
}
