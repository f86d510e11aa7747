package io.belay.learner.run;

import io.belay.control.IterationReport;
import io.belay.control.Quantiles;
import java.util.Map;

/** Reports of iterations without figures. */
final class Reports {
  private Reports() {}

  static IterationReport of(int iteration) {
    return new IterationReport(
        iteration,
        iteration + 1,
        0,
        0,
        0,
        0,
        0,
        Quantiles.NONE,
        0,
        Quantiles.NONE,
        0,
        "",
        Map.of(),
        Map.of(),
        0,
        0,
        0,
        new double[0],
        new int[0],
        0);
  }
}
