package io.belay.learner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalsTest {

  /** Block i arrives at second i²; half of n blocks are in with block ⌈n ÷ 2⌉, counted from 1. */
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "3, 3", "4, 8", "5, 12"})
  void stragglersTakeFromTheMedianBlockToTheLast(int blocks, double expected) {
    Arrivals arrivals = new Arrivals(blocks);
    for (int iteration = 0; iteration < 2; iteration++) {
      arrivals.clear();
      for (long i = 0; i < blocks; i++) {
        arrivals.admitted(1_000_000_000L * i * i);
      }
    }

    assertThat(arrivals.stragglerSeconds()).isEqualTo(expected);
    assertThat(arrivals.last()).isEqualTo(1_000_000_000L * (blocks - 1) * (blocks - 1));
  }
}
