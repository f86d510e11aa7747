package io.belay.deploy.console;

import io.belay.control.IterationReport;
import java.time.Duration;
import java.util.Locale;

/**
 * An iteration in one line of at most 80 characters for runs of up to a million steps: iteration,
 * steps, steps per second, mean return, KL, time left.
 *
 * @param iterations iterations of the whole run
 * @param environmentSteps steps of the whole run
 * @param style sets the return off
 */
record ProgressText(int iterations, long environmentSteps, Style style) {

  String of(IterationReport report) {
    return String.format(
        Locale.ROOT,
        "iteration %d/%d  steps %d  %s/s  %s  kl %s  left %s",
        report.iteration() + 1,
        iterations,
        report.environmentSteps(),
        Math.round(report.stepsPerSecond()),
        style.bold("return " + number("%.1f", report.returnMean())),
        number("%.4f", report.figures().getOrDefault("klMean", Double.NaN)),
        timeLeft(report));
  }

  private String timeLeft(IterationReport report) {
    if (!(report.stepsPerSecond() > 0)) {
      return "?";
    }
    double seconds =
        Math.max(0, environmentSteps - report.environmentSteps()) / report.stepsPerSecond();
    return DurationText.of(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
  }
}
