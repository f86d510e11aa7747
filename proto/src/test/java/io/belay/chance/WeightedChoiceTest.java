package io.belay.chance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightedChoiceTest {

  @Test
  void inversionTakesTheFirstIndexWhoseCumulativeWeightIsAbove() {
    // Cumulative 0, 2, 2, 6, 8: u·8 in [0, 2) is 1, [2, 6) is 3, [6, 8) is 4.
    WeightedChoice choice = new WeightedChoice(new double[] {0, 2, 0, 4, 2});
    assertThat(choice.index(0)).isEqualTo(1);
    assertThat(choice.index(Math.nextDown(0.25))).isEqualTo(1);
    assertThat(choice.index(0.25)).isEqualTo(3);
    assertThat(choice.index(Math.nextDown(0.75))).isEqualTo(3);
    assertThat(choice.index(0.75)).isEqualTo(4);
    assertThat(choice.index(Math.nextDown(1.0))).isEqualTo(4);
  }

  @Test
  void weightZeroAtTheEndIsNeverChosen() {
    assertThat(new WeightedChoice(new double[] {1, 0}).index(Math.nextDown(1.0))).isZero();
  }
}
