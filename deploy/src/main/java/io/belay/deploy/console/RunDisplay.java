package io.belay.deploy.console;

import io.belay.control.IterationReport;
import java.util.function.Supplier;

/**
 * What is told of every iteration of a run, when it is done and in order.
 *
 * <p>Called by one thread at a time, which has other work: must not throw, and blocks for no longer
 * than a file or a terminal takes a few lines.
 */
public interface RunDisplay {

  /**
   * Shows an iteration, or not.
   *
   * @param line the iteration in a line; asked for only where it is shown
   */
  void show(IterationReport report, Supplier<String> line);
}
