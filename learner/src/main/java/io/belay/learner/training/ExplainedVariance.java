package io.belay.learner.training;

/**
 * How much of the value targets' variance a critic explains: 1 − Var(target − value) ÷ Var(target);
 * NaN for constant targets.
 */
final class ExplainedVariance {

  private ExplainedVariance() {}

  static double of(float[] values, float[] targets, int length) {
    double targetVariance = variance(targets, targets, 0, length);
    return targetVariance == 0
        ? Double.NaN
        : 1 - variance(targets, values, 1, length) / targetVariance;
  }

  /** Population variance of {@code a − factor · b}. */
  private static double variance(float[] a, float[] b, int factor, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[i] - factor * (double) b[i];
    }
    double mean = sum / length;
    double squares = 0;
    for (int i = 0; i < length; i++) {
      double deviation = a[i] - factor * (double) b[i] - mean;
      squares += deviation * deviation;
    }
    return squares / length;
  }
}
