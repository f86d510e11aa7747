package io.belay.deploy.train;

import io.belay.deploy.console.DurationText;
import io.belay.learner.exact.algorithm.ExactAlgorithm;
import io.belay.learner.exact.algorithm.ExactProblem;
import io.belay.learner.exact.algorithm.ExactReport;
import io.belay.learner.exact.algorithm.Guarantee;
import io.belay.recipe.Recipe;
import java.time.Duration;
import java.util.Locale;

/** What the user is told about a run of an exact algorithm, in sentences. */
public final class ExactWords {
  private ExactWords() {}

  static String beginning(Recipe recipe, ExactAlgorithm algorithm, int iteration, boolean resumed) {
    return "%s %s: %s on %s, %d iterations, exact"
        .formatted(
            resumed ? "Resuming at iteration " + iteration : "Training",
            recipe.name(),
            recipe.algorithm().name(),
            algorithm.problem().mdp(),
            recipe.iterations());
  }

  static String problem(ExactProblem problem) {
    return String.format(
        Locale.ROOT,
        "V*(ρ) %.6f at discount %s; mismatch ‖d*/μ‖∞ %s",
        problem.optimalValue(),
        problem.mdp().discount(),
        number(problem.mismatch()));
  }

  /** An iteration in a line of some 90 characters. */
  static String progress(ExactReport report, int iterations, double seconds, int begunAt) {
    int done = report.iterations() - begunAt;
    double left = seconds / Math.max(1, done) * (iterations - report.iterations());
    return String.format(
        Locale.ROOT,
        "iteration %d/%d  value %.6f  %s  left %s",
        report.iterations(),
        iterations,
        report.value(),
        gap(report),
        DurationText.of(Duration.ofMillis(Math.round(left * 1000))));
  }

  static String trained(int iterations, double seconds) {
    return String.format(Locale.ROOT, "Trained %d iterations in %.1f s", iterations, seconds);
  }

  /** What a policy is worth, and what is certain of it. */
  public static String standing(ExactReport report) {
    return String.format(
        Locale.ROOT,
        "V(ρ) %.6f of V*(ρ) %.6f, V(μ) %.6f, %s",
        report.value(),
        report.optimalValue(),
        report.restartValue(),
        gap(report));
  }

  /** The gap, and the bound on it or on what the statement is about. */
  private static String gap(ExactReport report) {
    Guarantee guarantee = report.guarantee();
    String gap = "gap " + number(report.gap());
    boolean aboutGap = guarantee.quantity().equals(Guarantee.GAP);
    if (Double.isInfinite(guarantee.bound())) {
      return "%s (no bound by %s)".formatted(gap, guarantee.statement());
    }
    String measured =
        aboutGap
            ? gap
            : "%s  %s %s".formatted(gap, guarantee.quantity(), number(guarantee.measured()));
    return "%s ≤ %s (%s)".formatted(measured, number(guarantee.bound()), guarantee.statement());
  }

  /** Three significant digits. */
  private static String number(double value) {
    return Double.isInfinite(value) ? "∞" : String.format(Locale.ROOT, "%.3g", value);
  }
}
