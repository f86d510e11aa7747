package io.belay.deploy.tensorboard;

import io.belay.control.IterationReport;
import io.belay.deploy.figures.FigureNames;
import io.belay.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's figures for TensorBoard, by the names of Stable-Baselines3, over environment steps.
 *
 * <p>A run leaves at most some {@value #MOST_EVENTS} events, one for every so many iterations and
 * one for the last: TensorBoard draws a sample of 1000 by itself, and a run of ten million
 * iterations would leave gigabytes. A process that goes on with a run makes a file of its own,
 * which begins by telling readers to forget the steps that are done again.
 *
 * <p>Nothing here ends a run: where the disk takes no more, events are left out, with one warning.
 * Used by one thread.
 */
public final class TensorBoardLog implements AutoCloseable {
  static final int MOST_EVENTS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(TensorBoardLog.class);
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Path directory;
  private final FigureNames names;
  private final int iterations;
  private final int every;
  private final InstantSource clock;
  private @Nullable EventFile file;
  private boolean failing;

  private TensorBoardLog(Path directory, Recipe recipe, InstantSource clock) {
    this.directory = directory;
    this.names = FigureNames.of(recipe);
    this.iterations = recipe.iterations();
    this.every = Math.max(1, Math.ceilDiv(iterations, MOST_EVENTS));
    this.clock = clock;
  }

  /**
   * A log whose file is made with its first event.
   *
   * @param directory of the run's event files
   * @param clock gives the wall time of events
   */
  public static TensorBoardLog in(Path directory, Recipe recipe, InstantSource clock) {
    return new TensorBoardLog(directory, recipe, clock);
  }

  /** Writes an iteration's figures, where it is one of those that are written. */
  public void write(IterationReport report) {
    int done = report.iteration() + 1;
    if (done % every != 0 && done != iterations) {
      return;
    }
    double now = clock.millis() / MILLIS_PER_SECOND;
    long step = names.step(report);
    try {
      if (file == null) {
        file = EventFile.create(directory, now, step);
      }
      file.append(EventCodec.scalars(now, step, names.scalars(report)));
      if (failing) {
        failing = false;
        LOG.info("events for TensorBoard can be written again: directory={}", directory);
      }
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.warn(
            "events for TensorBoard cannot be written and are left out, the run goes on; make room or repair the disk: directory={} ({})",
            directory,
            e.toString());
      }
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      LOG.warn(
          "a file of events for TensorBoard cannot be closed: directory={} ({})",
          directory,
          e.toString());
    }
  }
}
