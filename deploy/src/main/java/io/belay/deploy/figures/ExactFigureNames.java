package io.belay.deploy.figures;

import io.belay.control.IterationReport;
import java.util.SequencedMap;

/** Figures of an exact algorithm, which Stable-Baselines3 has none of: all are its own. */
record ExactFigureNames() implements FigureNames {
  static final String GROUP = "exact";

  @Override
  public SequencedMap<String, Number> table(IterationReport report) {
    return named(report).named();
  }

  @Override
  public SequencedMap<String, Double> scalars(IterationReport report) {
    return named(report).charted();
  }

  @Override
  public long step(IterationReport report) {
    return report.iteration() + 1L;
  }

  private static NamedFigures named(IterationReport report) {
    NamedFigures figures = new NamedFigures(report.figures());
    figures.put("time/iterations", report.iteration() + 1L);
    figures.put("time/time_elapsed", (long) report.seconds());
    figures.nameOthers(GROUP);
    return figures;
  }
}
