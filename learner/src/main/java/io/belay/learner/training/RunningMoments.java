package io.belay.learner.training;

/**
 * Running mean and sum of squared deviations of each component of a sequence of vectors.
 *
 * <pre>
 *   n ← n + 1,   δ = x − mean,   mean ← mean + δ/n,   S ← S + δ (x − mean)
 * </pre>
 *
 * <p>Welford's update, as in Knuth, The Art of Computer Programming 2, section 4.2.2, equations 15
 * and 16; the result depends on the order of the vectors, which is the caller's to fix.
 */
final class RunningMoments {
  private final double[] mean;
  private final double[] sumOfSquares;
  private long count;

  /**
   * Goes on from given moments.
   *
   * @param count vectors seen so far
   * @param mean their mean, copied
   * @param sumOfSquares their sum of squared deviations from it, copied
   */
  RunningMoments(long count, double[] mean, double[] sumOfSquares) {
    this.count = count;
    this.mean = mean.clone();
    this.sumOfSquares = sumOfSquares.clone();
  }

  /** Adds the vector that begins at an index. */
  void add(float[] vectors, int at) {
    count++;
    for (int i = 0; i < mean.length; i++) {
      addComponent(i, vectors[at + i]);
    }
  }

  /** Adds a number, where vectors have one component. */
  void add(double number) {
    count++;
    addComponent(0, number);
  }

  private void addComponent(int i, double x) {
    double deviation = x - mean[i];
    mean[i] += deviation / count;
    sumOfSquares[i] += deviation * (x - mean[i]);
  }

  long count() {
    return count;
  }

  /** A copy, one entry a component. */
  double[] mean() {
    return mean.clone();
  }

  /** A copy, one entry a component. */
  double[] sumOfSquares() {
    return sumOfSquares.clone();
  }
}
