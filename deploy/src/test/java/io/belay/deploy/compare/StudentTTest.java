package io.belay.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudentTTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 9, 15, 19, 25, 29, 30, 31, 40, 60, 120, 1000})
  void betweenMinusAndPlusTheQuantileLie95Percent(int degrees) {
    // The density (1 + x²/ν)^(−(ν+1)/2), integrated over x = √ν tan θ: cos^(ν−1) θ.
    double end = Math.atan(StudentT.quantile(degrees) / Math.sqrt(degrees));
    double within = integral(degrees, end) / integral(degrees, Math.PI / 2);

    assertThat(within).isCloseTo(0.95, within(1e-5));
  }

  private static double integral(int degrees, double end) {
    int parts = 20_000;
    double sum = 0;
    for (int i = 0; i < parts; i++) {
      sum += Math.pow(Math.cos(end * (i + 0.5) / parts), degrees - 1);
    }
    return sum * end / parts;
  }

  @Test
  void anEstimateHasItsIntervalFromTheSampleStandardDeviation() {
    Estimate estimate = Estimate.of(List.of(1.0, 2.0, 6.0));

    // mean 3, s² = (4 + 1 + 9) / 2 = 7, t₂ = 4.3027: 4.3027 · √(7/3) = 6.5724
    assertThat(estimate.mean()).isEqualTo(3);
    assertThat(estimate.halfWidth()).isCloseTo(6.5724, within(1e-4));
    assertThat(estimate.text("%.1f")).isEqualTo("3.0 ± 6.6");
  }

  @Test
  void aSingleRunHasNoInterval() {
    assertThat(Estimate.of(List.of(5.0)).hasInterval()).isFalse();
    assertThat(Estimate.of(List.of(12345.6)).text("%,.0f")).isEqualTo("12 346");
  }
}
