package io.belay.learner.algorithm.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PolicyFiguresTest {

  @Test
  void klEstimateIsZeroAtOneAndPositiveElsewhere() {
    assertThat(PolicyFigures.klEstimate(1f, 0f)).isZero();
    // 0.5 − 1 − log 0.5 = 0.1931;  2 − 1 − log 2 = 0.3069.
    assertThat(PolicyFigures.klEstimate(0.5f, (float) Math.log(0.5)))
        .isCloseTo(0.1931f, within(1e-4f));
    assertThat(PolicyFigures.klEstimate(2f, (float) Math.log(2))).isCloseTo(0.3069f, within(1e-4f));
  }
}
