package io.belay.deploy.measure;

import io.belay.deploy.console.Terminal;
import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.results.Figures;
import io.belay.deploy.results.RecipeResult;
import io.belay.deploy.results.ResultsTable;
import io.belay.deploy.results.SeedResult;
import io.belay.error.BelayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Works through the cells of recipes, one after another, so that each has the machine to itself.
 *
 * <p>A finished cell is never run again and one that was interrupted goes on from its checkpoint,
 * so that the work can be stopped and called again at any time. A cell that fails does not hold up
 * the others.
 */
public final class Measurement {
  private final List<RecipeCells> recipes;
  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private final List<Cell> failed = new ArrayList<>();

  /**
   * A measurement.
   *
   * @param nanoTime a clock that never goes backwards, in nanoseconds
   * @throws BelayException INVALID_REQUEST where a run is kept that is not of its cell's recipe
   */
  public Measurement(List<RecipeCells> recipes, Terminal terminal, LongSupplier nanoTime) {
    this.recipes = List.copyOf(recipes);
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    List<String> problems = cells().stream().map(Cell::problem).flatMap(Optional::stream).toList();
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
  }

  /**
   * Runs every cell that is not finished.
   *
   * @return the exit status: of the first interruption, else whether all cells are finished
   */
  public int run(CellRun run) {
    List<Cell> left = cells().stream().filter(cell -> !cell.finished()).toList();
    int done = cells().size() - left.size();
    terminal.line("%d of %d runs are done".formatted(done, cells().size()));
    Pace pace = new Pace(left, nanoTime);
    for (RecipeCells recipe : recipes) {
      for (Cell cell : recipe.cells()) {
        if (!left.contains(cell)) {
          continue;
        }
        int status = runOne(cell, run, "[%d/%d] ".formatted(done + 1, cells().size()));
        if (ExitStatus.interrupted(status)) {
          terminal.line("Stopped; the same command goes on from here");
          return status;
        }
        pace.passed(cell);
        done++;
        if (status == ExitStatus.DONE) {
          terminal.line(finished(cell, done, pace));
        }
      }
      recipe.result().ifPresent(row -> terminal.line(finished(row)));
    }
    return conclusion();
  }

  /**
   * Says which cells are not finished, so that their recipes have no row.
   *
   * @return the exit status: whether there are none
   */
  public int look() {
    List<Cell> unfinished = cells().stream().filter(cell -> !cell.finished()).toList();
    for (Cell cell : unfinished) {
      terminal.failure(
          "a recipe has a row when all its runs are finished; leave out --collect to finish them: %s, runDirectory=%s"
              .formatted(cell.address(), cell.files().root()));
    }
    return unfinished.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  /** The rows of all recipes whose cells are finished. */
  public ResultsTable table() {
    return new ResultsTable(
        recipes.stream().map(RecipeCells::result).flatMap(Optional::stream).toList());
  }

  private List<Cell> cells() {
    return recipes.stream().flatMap(recipe -> recipe.cells().stream()).toList();
  }

  private int runOne(Cell cell, CellRun run, String place) {
    int status;
    try {
      status = run.run(cell, terminal.part(place + cell.label()));
    } catch (BelayException e) {
      terminal.failure("%s (%s)".formatted(e.getMessage(), cell.address()));
      status = ExitStatus.FAILED;
    }
    if (status != ExitStatus.DONE && !ExitStatus.interrupted(status)) {
      failed.add(cell);
    }
    return status;
  }

  private int conclusion() {
    for (Cell cell : failed) {
      terminal.failure(
          ("a run failed and its recipe has no row; see its belay.log, then call again: %s,"
                  + " runDirectory=%s")
              .formatted(cell.address(), cell.files().root()));
    }
    return failed.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private String finished(Cell cell, int done, Pace pace) {
    SeedResult result = cell.result();
    return String.format(
        Locale.ROOT,
        "%s: return %.1f ± %.1f, trained in %.1f s; %d of %d runs done%s",
        cell.label(),
        result.returnMean(),
        result.returnStd(),
        result.seconds(),
        done,
        cells().size(),
        pace.left().map(left -> ", about " + left + " left").orElse(""));
  }

  private static String finished(RecipeResult row) {
    return "%s: %s over %d seeds".formatted(row.recipe(), Figures.result(row), row.seeds().size());
  }
}
