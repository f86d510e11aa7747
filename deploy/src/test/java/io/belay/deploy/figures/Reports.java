package io.belay.deploy.figures;

import io.belay.control.IterationReport;
import io.belay.control.Quantiles;
import java.util.Map;

/** Reports of iterations of 256 steps, for who looks at a few of their figures. */
public final class Reports {
  private Reports() {}

  /**
   * A report.
   *
   * @param iteration from 0
   * @param returnMean of the last episodes
   * @param figures the update's own
   */
  public static IterationReport of(int iteration, double returnMean, Map<String, Double> figures) {
    return new IterationReport(
        iteration,
        iteration + 1,
        256L * (iteration + 1),
        1.5,
        9999,
        1,
        returnMean,
        Quantiles.NONE,
        20.5,
        Quantiles.NONE,
        0,
        "",
        figures,
        Map.of("wait", 0.1),
        0,
        0,
        0,
        new double[0],
        new int[0],
        0);
  }
}
