package io.belay.deploy.console;

import io.belay.control.IterationReport;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows a run's iterations without flooding anyone: ten times a second in place on a terminal, else
 * a line a second; always the first and the last.
 *
 * <p>Used by one thread at a time.
 */
public final class ProgressPrinter implements RunDisplay {
  private static final long TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration PLAIN = Duration.ofSeconds(1);

  private final Terminal terminal;
  private final ProgressText text;
  private final LongSupplier nanoTime;
  private final long interval;
  private boolean begun;
  private long lastShown;

  /**
   * A printer for one run.
   *
   * @param iterations iterations of the whole run
   * @param environmentSteps steps of the whole run
   * @param nanoTime a clock that never goes backwards, in nanoseconds
   */
  public ProgressPrinter(
      Terminal terminal, int iterations, long environmentSteps, LongSupplier nanoTime) {
    this(terminal, iterations, environmentSteps, nanoTime, PLAIN);
  }

  /**
   * A printer for one run that is not watched all the time.
   *
   * @param plain time between two lines where the terminal is none
   */
  public ProgressPrinter(
      Terminal terminal,
      int iterations,
      long environmentSteps,
      LongSupplier nanoTime,
      Duration plain) {
    this.terminal = terminal;
    this.text = new ProgressText(iterations, environmentSteps, terminal.style());
    this.nanoTime = nanoTime;
    this.interval = terminal.interactive() ? TERMINAL_NANOS : plain.toNanos();
  }

  /** Shows an iteration, or not, if another was shown a moment ago. */
  public void show(IterationReport report) {
    show(report, () -> line(report));
  }

  /** An iteration of a run that samples, in a line. */
  public String line(IterationReport report) {
    return text.of(report);
  }

  @Override
  public void show(IterationReport report, Supplier<String> line) {
    long now = nanoTime.getAsLong();
    boolean last = report.iteration() + 1 == text.iterations();
    if (begun && !last && now - lastShown < interval) {
      return;
    }
    begun = true;
    lastShown = now;
    terminal.inPlace(line.get());
    if (last) {
      terminal.keep();
    }
  }
}
