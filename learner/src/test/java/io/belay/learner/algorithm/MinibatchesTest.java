package io.belay.learner.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.parallel.Crew;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinibatchesTest {

  @Test
  void everyEpochVisitsEveryRowOnceInAnOrderOfItsOwn() {
    Minibatches minibatches = new Minibatches(100, 32, 3, 7);
    minibatches.shuffle(5, new Crew(1));
    int[] all = IntStream.range(0, 100).toArray();
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(minibatches.get(epoch, 0).order())
          .containsExactlyInAnyOrder(all)
          .isNotEqualTo(all);
    }
    assertThat(minibatches.get(0, 0).order()).isNotEqualTo(minibatches.get(1, 0).order());
    assertThat(minibatches.count()).isEqualTo(4);
    assertThat(minibatches.get(0, 3).rows()).isEqualTo(4);
  }

  @Test
  void anOrderIsAFunctionOfSeedIterationAndEpoch() {
    Minibatches first = new Minibatches(50, 10, 2, 7);
    first.shuffle(3, new Crew(1));
    first.shuffle(4, new Crew(1));
    Minibatches second = new Minibatches(50, 10, 2, 7);
    try (Crew crew = new Crew(2)) {
      second.shuffle(4, crew);
    }
    assertThat(second.get(1, 0).order()).isEqualTo(first.get(1, 0).order());
  }

  @Test
  void shufflesAreUniform() {
    // Each of the 24 orders of 4 rows: 1000 expected of 24 000, standard deviation 31; the bounds
    // are five of them.
    Minibatches minibatches = new Minibatches(4, 2, 1, 11);
    Crew crew = new Crew(1);
    int[] counts = new int[256];
    for (int iteration = 0; iteration < 24_000; iteration++) {
      minibatches.shuffle(iteration, crew);
      int[] order = minibatches.get(0, 0).order();
      counts[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
    }
    assertThat(Arrays.stream(counts).filter(count -> count > 0).boxed())
        .hasSize(24)
        .allSatisfy(count -> assertThat(count).isBetween(845, 1155));
  }

  @Test
  void oneMinibatchKeepsTheRowsOwnOrder() {
    Minibatches minibatches = new Minibatches(6, 8, 2, 7);
    minibatches.shuffle(0, new Crew(1));
    assertThat(minibatches.get(1, 0).order()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(minibatches.get(0, 0).rows()).isEqualTo(6);
  }

  @Test
  void advantagesAreStandardisedByTheSampleDeviation() {
    // Rows 1 and 3 of (9, 1, 9, 5): mean 3, sample variance ((−2)² + 2²) ÷ 1 = 8.
    AdvantageScale scale =
        AdvantageScale.of(new float[] {9, 1, 9, 5}, new Minibatch(new int[] {0, 1, 3, 2}, 1, 2));
    assertThat((double) scale.apply(5)).isCloseTo(2 / Math.sqrt(8), within(1e-6));
    assertThat(AdvantageScale.of(new float[] {4}, Minibatch.whole(1)))
        .isEqualTo(AdvantageScale.NONE);
  }
}
