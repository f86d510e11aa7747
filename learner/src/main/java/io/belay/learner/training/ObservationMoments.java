package io.belay.learner.training;

import io.belay.policy.NormaliserStatistics;

/**
 * Adds a batch of observations to running moments, in row order.
 *
 * <p>Welford's update, as in Knuth, The Art of Computer Programming 2, section 4.2.2, equations 15
 * and 16. It runs between iterations, so that a policy's statistics are frozen while it samples.
 */
final class ObservationMoments {

  private ObservationMoments() {}

  /**
   * The statistics after some more observations.
   *
   * @param observations {@code [rows, observationSize]}
   */
  static NormaliserStatistics add(NormaliserStatistics statistics, float[] observations, int rows) {
    double[] mean = statistics.mean().clone();
    double[] sumOfSquares = statistics.sumOfSquares().clone();
    long count = statistics.count();
    int size = mean.length;
    for (int r = 0; r < rows; r++) {
      count++;
      for (int i = 0; i < size; i++) {
        double x = observations[r * size + i];
        double deviation = x - mean[i];
        mean[i] += deviation / count;
        sumOfSquares[i] += deviation * (x - mean[i]);
      }
    }
    return new NormaliserStatistics(count, mean, sumOfSquares);
  }
}
