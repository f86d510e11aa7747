package io.belay.learner.differences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Whether single precision agrees with double precision. */
public final class Agreement {
  /** Share of the largest element by which any element may differ: some 100 roundings. */
  private static final double TOLERANCE = 1e-5;

  private Agreement() {}

  /** Elements differ by no more than 10⁻⁵ of the largest one, and not all are zero. */
  public static void assertAgree(PolicyCase drawn, float[] analytic, double[] expected) {
    double largest = 0;
    for (double element : expected) {
      largest = Math.max(largest, Math.abs(element));
    }
    assertThat(largest).as("%s: largest element", drawn).isGreaterThan(1e-4);
    assertThat(PolicyCase.doubles(analytic))
        .as("%s", drawn)
        .containsExactly(expected, within(TOLERANCE * largest));
  }

  /** Numbers differ by no more than 10⁻⁵, or 10⁻⁵ of the expected one where that is more. */
  public static void assertAgree(PolicyCase drawn, double actual, double expected) {
    assertThat(actual)
        .as("%s", drawn)
        .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
  }
}
