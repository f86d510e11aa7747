package io.belay.learner.algorithm.natural;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FisherRowsTest {

  @Test
  void allRowsByDefault() {
    assertThat(FisherRows.of(3, 2, 1)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void everySecondStepOfEachLaneOneStepLaterInTheNext() {
    // Rows t · 2 + lane of steps 0 … 3: lane 0 at t = 0, 2 and lane 1 at t = 1, 3.
    assertThat(FisherRows.of(4, 2, 0.5)).containsExactly(0, 3, 4, 7);
  }

  @Test
  void theShareIsOneOverAWholeNumber() {
    // 1 ÷ 0.3 is nearest to 3: of 6 steps of 3 lanes two each.
    int[] rows = FisherRows.of(6, 3, 0.3);
    assertThat(rows).hasSize(6).isSorted();
    for (int lane = 0; lane < 3; lane++) {
      int wanted = lane;
      assertThat(IntStream.of(rows).filter(row -> row % 3 == wanted).count()).isEqualTo(2);
    }
  }

  @Test
  void neverNone() {
    assertThat(FisherRows.of(2, 2, 1e-9)).containsExactly(0);
  }
}
