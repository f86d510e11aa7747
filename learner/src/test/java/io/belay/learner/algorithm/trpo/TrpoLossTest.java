package io.belay.learner.algorithm.trpo;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.learner.algorithm.natural.PolicyMove;
import org.junit.jupiter.api.Test;

class TrpoLossTest {

  @Test
  void acceptsWhatImprovesWithinTheTrustRegion() {
    assertThat(accepts(1e-9, 0.01, true)).isTrue();
    assertThat(accepts(1e-9, 0.01001, true)).isFalse();
    assertThat(accepts(0, 0.001, true)).isFalse();
    assertThat(accepts(-1, 0.001, true)).isFalse();
  }

  @Test
  void refusesWhatIsNotANumber() {
    assertThat(accepts(Double.NaN, 0.001, true)).isFalse();
    assertThat(accepts(1, Double.NaN, true)).isFalse();
    assertThat(accepts(1, 0.001, false)).isFalse();
  }

  private static boolean accepts(double improvement, double klMean, boolean finite) {
    return TrpoLoss.accepts(new PolicyMove(0.1, improvement, klMean, finite), 0.01);
  }
}
