package io.belay.deploy.console;

import io.belay.control.IterationReport;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A table of an iteration's figures every so many iterations and after the last; on a terminal the
 * progress line goes on below.
 *
 * @param figures those of a table, sorted by name
 * @param every iterations from one table to the next, at least 1
 * @param iterations of the whole run
 * @param line shows the progress line
 */
public record TableDisplay(
    Terminal terminal,
    Function<IterationReport, SequencedMap<String, Number>> figures,
    int every,
    int iterations,
    RunDisplay line)
    implements RunDisplay {
  private static final int TABLES = 20;
  private static final int MOST_STEPS = 100_000;

  /**
   * Iterations between two tables where nobody says how many: a twentieth of the run, but at most
   * 100 000 steps, which is a table every second or so in either case.
   *
   * @param steps of an iteration; 0 where nothing is sampled
   */
  public static int interval(int iterations, int steps) {
    int most = steps == 0 ? iterations : MOST_STEPS / steps;
    return Math.max(1, Math.min(iterations / TABLES, most));
  }

  @Override
  public void show(IterationReport report, Supplier<String> text) {
    int done = report.iteration() + 1;
    if (done % every == 0 || done == iterations) {
      terminal.line(FigureTable.of(figures.apply(report)));
    }
    if (terminal.interactive()) {
      line.show(report, text);
    }
  }
}
