package io.belay.deploy.train;

import io.belay.control.IterationReport;
import io.belay.deploy.console.JsonLines;
import io.belay.deploy.console.ProgressPrinter;
import io.belay.deploy.console.RunDisplay;
import io.belay.deploy.console.TableDisplay;
import io.belay.deploy.console.Terminal;
import io.belay.deploy.figures.FigureNames;
import io.belay.deploy.tensorboard.TensorBoardLog;
import io.belay.learner.run.RunFiles;
import io.belay.recipe.ExactSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.SampledSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A run on show, from its beginning to {@link #close()}.
 *
 * <p>One thread at a time shows iterations; whoever begins and ends the run does so before the
 * first and after the last of them.
 */
public final class RunShow implements AutoCloseable {
  private final RunFiles files;
  private final Recipe recipe;
  private final Terminal terminal;
  private final ProgressPrinter printer;
  private final List<RunDisplay> displays = new ArrayList<>();
  private final Optional<JsonLines> json;
  private final Optional<TensorBoardLog> tensorboard;

  private RunShow(RunView view, Recipe recipe, RunFiles files, Terminal whole) {
    this.files = files;
    this.recipe = recipe;
    this.terminal = view.form() instanceof RunView.Form.Json ? whole.aside() : whole;
    this.printer =
        new ProgressPrinter(
            terminal,
            recipe.iterations(),
            (long) recipe.iterations() * stepsPerIteration(recipe),
            System::nanoTime);
    this.json =
        switch (view.form()) {
          case RunView.Form.Line _ -> {
            displays.add(printer);
            yield Optional.empty();
          }
          case RunView.Form.Table table -> {
            displays.add(display(table));
            yield Optional.empty();
          }
          case RunView.Form.Json _ -> Optional.of(new JsonLines(whole.out()));
        };
    json.ifPresent(
        lines -> displays.add((report, _) -> lines.iteration(RunJson.iteration(report))));
    this.tensorboard =
        view.tensorboard()
            ? Optional.of(TensorBoardLog.in(files.tensorboard(), recipe, InstantSource.system()))
            : Optional.empty();
    tensorboard.ifPresent(log -> displays.add((report, _) -> log.write(report)));
  }

  /**
   * Puts a run on show.
   *
   * @param files the run's directory, which this process has locked
   * @param terminal of the command
   */
  public static RunShow open(RunView view, Recipe recipe, RunFiles files, Terminal terminal) {
    return new RunShow(view, recipe, files, terminal);
  }

  private TableDisplay display(RunView.Form.Table table) {
    int every =
        table.every().orElse(TableDisplay.interval(recipe.iterations(), stepsPerIteration(recipe)));
    return new TableDisplay(
        terminal, FigureNames.of(recipe)::table, every, recipe.iterations(), printer);
  }

  private static int stepsPerIteration(Recipe recipe) {
    return switch (recipe.algorithm()) {
      case SampledSettings _ -> recipe.sampling().batchSize();
      case ExactSettings _ -> 0;
    };
  }

  /** Where words go. */
  Terminal terminal() {
    return terminal;
  }

  /**
   * Tells that training begins.
   *
   * @param iteration number of the first iteration
   */
  void begins(int iteration) {
    json.ifPresent(lines -> lines.line(RunJson.begin(files, recipe, iteration)));
  }

  /** Shows an iteration of a run that samples. */
  void show(IterationReport report) {
    show(report, () -> printer.line(report));
  }

  /**
   * Shows an iteration.
   *
   * @param line the iteration in a line
   */
  void show(IterationReport report, Supplier<String> line) {
    displays.forEach(display -> display.show(report, line));
  }

  /**
   * Tells how the run ended, when its summary is written.
   *
   * @return the same status
   */
  int ended(int status) {
    json.ifPresent(lines -> lines.line(RunJson.end(files, status)));
    return status;
  }

  /** Closes what was opened; standard output has everything when this returns. */
  @Override
  public void close() {
    tensorboard.ifPresent(TensorBoardLog::close);
    json.ifPresent(JsonLines::close);
  }
}
