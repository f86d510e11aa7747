package io.belay.learner.training;

import io.belay.policy.NormaliserStatistics;

/**
 * Adds a batch of observations to running moments, in row order.
 *
 * <p>It runs between iterations, so that a policy's statistics are frozen while it samples.
 */
final class ObservationMoments {

  private ObservationMoments() {}

  /**
   * The statistics after some more observations.
   *
   * @param observations {@code [rows, observationSize]}
   */
  static NormaliserStatistics add(NormaliserStatistics statistics, float[] observations, int rows) {
    RunningMoments moments =
        new RunningMoments(statistics.count(), statistics.mean(), statistics.sumOfSquares());
    int size = statistics.mean().length;
    for (int r = 0; r < rows; r++) {
      moments.add(observations, r * size);
    }
    return new NormaliserStatistics(moments.count(), moments.mean(), moments.sumOfSquares());
  }
}
