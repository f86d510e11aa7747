package io.belay.coordinator.metrics;

import io.belay.control.IterationReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures of iterations' reports as gauges: those that the run's algorithm reports. */
final class ReportedFigures {

  /**
   * A figure and the gauge that shows it.
   *
   * @param key its name in reports
   * @param meter name of the gauge
   * @param unit null where it has none
   */
  record Figure(String key, String meter, @Nullable String unit, String description) {}

  private record Shown(String key, ReportedNumber number) {}

  private final List<Shown> figures;

  ReportedFigures(MeterRegistry registry, Tags tags, List<Figure> figures) {
    this.figures =
        figures.stream()
            .map(figure ->
                new Shown(
                    figure.key(),
                    new ReportedNumber(
                        registry, figure.meter(), figure.unit(), figure.description(), tags)))
            .toList();
  }

  void record(IterationReport report) {
    for (Shown figure : figures) {
      Double value = report.figures().get(figure.key());
      if (value != null) {
        figure.number().set(value);
      }
    }
  }
}
