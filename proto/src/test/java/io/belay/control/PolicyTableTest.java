package io.belay.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import org.junit.jupiter.api.Test;

class PolicyTableTest {

  @Test
  void aTableIsOfTheNumbersItWasGiven() {
    PolicyTable table = PolicyTable.of(7, new double[] {0.5, -2}, new double[] {0.25, 0.75, 1, 0});

    assertThat(table.states()).isEqualTo(2);
    assertThat(table.actions()).isEqualTo(2);
    assertThat(table.values()).containsExactly(0.5f, -2f);
    assertThat(table.probabilities()).containsExactly(0.25f, 0.75f, 1f, 0f);
  }

  @Test
  void aTableIsSmall() {
    // 4096 states of 4 actions are 16 384 pairs.
    assertThat(PolicyTable.fits(4096, 4)).isTrue();
    assertThat(PolicyTable.fits(4097, 4)).isFalse();
    assertThat(PolicyTable.fits(Integer.MAX_VALUE, Integer.MAX_VALUE)).isFalse();
    assertThat(PolicyTable.fits(0, 4)).isFalse();
  }

  @Test
  void numbersThatCannotBeAreRefusedWithTheirPlace() {
    assertRefused(new float[] {0}, new float[] {1}, "states=2");
    assertRefused(new float[] {0, Float.NaN}, new float[] {1, 0, 1, 0}, "state=1");
    assertRefused(new float[] {0, 0}, new float[] {1, 0, 1, -0.5f}, "state=1, action=1");
    assertRefused(new float[] {0, 0}, new float[] {1, 0, Float.NaN, 0}, "state=1, action=0");
  }

  private static void assertRefused(float[] values, float[] probabilities, String place) {
    assertThatThrownBy(() -> new PolicyTable(0, 2, 2, values, probabilities))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining(place);
  }
}
