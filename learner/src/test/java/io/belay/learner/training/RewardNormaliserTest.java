package io.belay.learner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.error.BelayException;
import io.belay.learner.advantage.EpisodeEnds;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RewardNormaliserTest {

  @Test
  void rewardsAreDividedByTheDeviationOfTheRunningReturn() {
    // γ = ½, two lanes, the second one's episode ends with its first step:
    //   G = 1, 2, then ½·1 + 3 = 3½ and 0 − 4 = −4;  mean 0.625
    //   deviations 0.375, 1.375, 2.875, −4.625;  squares 31.6875;  variance 7.921875
    RewardNormaliser normaliser = new RewardNormaliser(2, 0.5);
    float[] rewards = {1, 2, 3, -4};
    normaliser.normalise(rewards, new EpisodeEnds(2, 2, new byte[] {0, 1, 0, 0}, new byte[4]));
    double deviation = Math.sqrt(7.921875);
    assertThat(rewards[0]).isCloseTo((float) (1 / deviation), within(1e-6f));
    assertThat(rewards[1]).isCloseTo((float) (2 / deviation), within(1e-6f));
    assertThat(rewards[2]).isCloseTo((float) (3 / deviation), within(1e-6f));
    assertThat(rewards[3]).isCloseTo((float) (-4 / deviation), within(1e-6f));

    // It goes on with G = 3½ and −4; the last step is truncated: ½·3½ + 1 = 2.75, ½·(−4) + 0 = −2.
    //   Of all six: sum 3.25, squares 1 + 4 + 12.25 + 16 + 7.5625 + 4 = 44.8125,
    //   variance 44.8125/6 − (3.25/6)² = 7.46875 − 0.2934…
    float[] next = {1, 0};
    normaliser.normalise(next, new EpisodeEnds(1, 2, new byte[2], new byte[] {0, 1}));
    assertThat(next[0])
        .isCloseTo((float) (1 / Math.sqrt(7.46875 - 3.25 * 3.25 / 36)), within(1e-6f));
    assertThat(normaliser.statistics().returns()).containsExactly(2.75, 0);
    assertThat(normaliser.statistics().count()).isEqualTo(6);
    assertThat(normaliser.statistics().mean()).isCloseTo(3.25 / 6, within(1e-12));
  }

  @Test
  void normalisedRewardsAreClipped() {
    // One return has no variance: 5 ÷ √10⁻⁸ = 50 000.
    float[] rewards = {5};
    new RewardNormaliser(1, 0.9).normalise(rewards, noEnds(1, 1));
    assertThat(rewards).containsExactly(10f);
    rewards = new float[] {-5};
    new RewardNormaliser(1, 0.9).normalise(rewards, noEnds(1, 1));
    assertThat(rewards).containsExactly(-10f);
  }

  @Test
  void theUnitOfTheRewardDoesNotMatter() {
    float[] small = random(60, 1);
    float[] large = random(60, 1);
    for (int i = 0; i < large.length; i++) {
      large[i] *= 1000;
    }
    new RewardNormaliser(3, 0.99).normalise(small, noEnds(20, 3));
    new RewardNormaliser(3, 0.99).normalise(large, noEnds(20, 3));
    for (int i = 0; i < small.length; i++) {
      assertThat(large[i]).isCloseTo(small[i], Percentage.withPercentage(0.01));
    }
  }

  @Test
  void everyReturnOfTheRunCountsInTheOrderOfTime() {
    // Against the definition in two passes, over five batches of 30 steps of 4 lanes.
    double[] returns = new double[4];
    List<Double> all = new ArrayList<>();
    RewardNormaliser normaliser = new RewardNormaliser(4, 0.97);
    for (int k = 0; k < 5; k++) {
      float[] raw = random(120, 2 * k);
      EpisodeEnds ends = new EpisodeEnds(30, 4, ends(2 * k + 1, 9), ends(2 * k + 1, 7));
      for (int cell = 0; cell < 120; cell++) {
        returns[cell % 4] = 0.97 * returns[cell % 4] + raw[cell];
        all.add(returns[cell % 4]);
        if (ends.ended(cell)) {
          returns[cell % 4] = 0;
        }
      }
      double mean = all.stream().mapToDouble(g -> g).average().orElseThrow();
      double variance =
          all.stream().mapToDouble(g -> (g - mean) * (g - mean)).average().orElseThrow();
      float[] normalised = raw.clone();
      normaliser.normalise(normalised, ends);
      for (int cell = 0; cell < 120; cell++) {
        assertThat(normalised[cell])
            .isCloseTo((float) (raw[cell] / Math.sqrt(variance + 1e-8)), within(1e-5f));
      }
    }
  }

  @Test
  void aRestoredNormaliserGoesOnBitForBit() {
    RewardNormaliser original = new RewardNormaliser(3, 0.99);
    original.normalise(random(60, 1), noEnds(20, 3));
    RewardNormaliser restored = new RewardNormaliser(3, 0.99);
    restored.restore(original.statistics());
    float[] expected = random(60, 2);
    float[] actual = expected.clone();
    original.normalise(expected, noEnds(20, 3));
    restored.normalise(actual, noEnds(20, 3));
    assertThat(actual).isEqualTo(expected);
    assertThat(restored.statistics()).usingRecursiveComparison().isEqualTo(original.statistics());
  }

  @Test
  void statisticsOfOtherLanesAreRefused() {
    assertThatThrownBy(() -> new RewardNormaliser(3, 0.99).restore(RewardStatistics.empty(2)))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("returns=2, expected=3");
  }

  @Test
  void brokenStatisticsAreRefused() {
    double[] one = {0};
    for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new RewardStatistics(new double[] {broken}, 1, 0, 0))
          .isInstanceOf(BelayException.class)
          .hasMessageContaining("returns=[" + broken);
      assertThatThrownBy(() -> new RewardStatistics(one, 1, broken, 0))
          .isInstanceOf(BelayException.class)
          .hasMessageContaining("mean=" + broken);
      assertThatThrownBy(() -> new RewardStatistics(one, 1, 0, broken))
          .isInstanceOf(BelayException.class)
          .hasMessageContaining("sumOfSquares=" + broken);
    }
    assertThatThrownBy(() -> new RewardStatistics(one, -1, 0, 0)).hasMessageContaining("count=-1");
    assertThatThrownBy(() -> new RewardStatistics(one, 1, 0, -0.5))
        .hasMessageContaining("sumOfSquares=-0.5");
  }

  private static EpisodeEnds noEnds(int steps, int lanes) {
    return new EpisodeEnds(steps, lanes, new byte[steps * lanes], new byte[steps * lanes]);
  }

  private static byte[] ends(int place, int oneIn) {
    Chance chance = new Chance(oneIn).at(Purpose.ENVIRONMENT, place, 0, 0);
    byte[] ends = new byte[120];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (byte) (chance.nextInt(oneIn) == 0 ? 1 : 0);
    }
    return ends;
  }

  private static float[] random(int size, int place) {
    Chance chance = new Chance(11).at(Purpose.ENVIRONMENT, place, 0, 0);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) chance.nextGaussian();
    }
    return values;
  }
}
