package io.belay.deploy.compare;

import java.util.List;
import java.util.Locale;

/**
 * A mean over runs, with its 95 % confidence interval by Student's t: mean ± t · s ÷ √n, where s is
 * the sample standard deviation.
 *
 * @param runs n, how many runs the mean is over, at least 1
 * @param halfWidth of the interval; NaN for a single run, of which nothing is known
 */
record Estimate(int runs, double mean, double halfWidth) {

  /**
   * The mean of values, one a run.
   *
   * @param values at least one
   */
  static Estimate of(List<Double> values) {
    int n = values.size();
    double mean = values.stream().mapToDouble(Double::doubleValue).sum() / n;
    if (n == 1) {
      return new Estimate(1, mean, Double.NaN);
    }
    double squares =
        values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum() / (n - 1);
    return new Estimate(n, mean, StudentT.quantile(n - 1) * Math.sqrt(squares / n));
  }

  boolean hasInterval() {
    return Double.isFinite(halfWidth);
  }

  /**
   * For a person: {@code 487.2 ± 12.9}.
   *
   * @param format of each of the numbers
   */
  String text(String format) {
    String text = String.format(Locale.ROOT, format, mean).replace(',', ' ');
    return hasInterval()
        ? text + " ± " + String.format(Locale.ROOT, format, halfWidth).replace(',', ' ')
        : text;
  }
}
