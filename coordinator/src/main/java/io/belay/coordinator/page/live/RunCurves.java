package io.belay.coordinator.page.live;

import io.belay.control.IterationReport;
import io.belay.coordinator.page.history.History;
import java.util.Map;

/** The curves of a run: what of a report is kept, under which name. */
final class RunCurves {
  /** Points of a curve. */
  static final int POINTS = 1000;

  /** Curves of a run. A report has some 30 figures and phases. */
  static final int MOST_CURVES = 48;

  private final History history = new History(POINTS, MOST_CURVES);

  void record(IterationReport report) {
    if (!history.begin(report.iteration())) {
      return;
    }
    history.record("returnMean", report.returnMean());
    history.record("returnLow", report.returnQuantiles().q10());
    history.record("returnHigh", report.returnQuantiles().q90());
    history.record("episodeLengthMean", report.episodeLengthMean());
    if (report.stepsPerSecond() > 0) {
      history.record("stepsPerSecond", report.stepsPerSecond());
    }
    history.record("stragglerSeconds", report.stragglerSeconds());
    history.record("broadcastSeconds", report.broadcastSeconds());
    for (Map.Entry<String, Double> phase : report.phaseSeconds().entrySet()) {
      history.record("phase." + phase.getKey(), phase.getValue());
    }
    for (Map.Entry<String, Double> figure : report.figures().entrySet()) {
      history.record(figure.getKey(), figure.getValue());
    }
  }

  History history() {
    return history;
  }
}
