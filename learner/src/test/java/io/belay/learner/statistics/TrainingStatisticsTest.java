package io.belay.learner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.control.Quantiles;
import io.belay.trajectory.EpisodeEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TrainingStatisticsTest {
  private static final OptionalDouble NO_THRESHOLD = OptionalDouble.empty();

  @Test
  void meanReturnIsNotANumberBeforeTheFirstEpisodeEnded() {
    TrainingStatistics statistics =
        new TrainingStatistics(1000, NO_THRESHOLD, StatisticsState.initial());
    statistics.complete(10, episodes(), 1);

    assertThat(statistics.returnMean()).isNaN();
    assertThat(statistics.episodeLengthMean()).isNaN();
  }

  @Test
  void onlyTheLastHundredEpisodesCount() {
    TrainingStatistics statistics =
        new TrainingStatistics(1000, NO_THRESHOLD, StatisticsState.initial());
    statistics.complete(10, same(50, 7), 1);
    statistics.complete(10, same(100, 3), 2);

    assertThat(statistics.episodes()).isEqualTo(150);
    assertThat(statistics.returnMean()).isEqualTo(3);
    assertThat(statistics.episodeLengthMean()).isEqualTo(3);
  }

  @Test
  void quantilesAreThoseOfTheLastHundredEpisodes() {
    TrainingStatistics statistics =
        new TrainingStatistics(1000, NO_THRESHOLD, StatisticsState.initial());
    assertThat(statistics.returnQuantiles()).isEqualTo(Quantiles.NONE);
    statistics.complete(10, same(50, 1000), 1);
    for (int value = 100; value >= 1; value--) {
      statistics.complete(10, same(1, value), 2);
    }

    // 1 … 100 at places 0 … 99: place 9.9 lies 0.9 of the way from 10 to 11, 49.5 half way from 50
    // to 51, 89.1 a tenth of the way from 90 to 91.
    Quantiles quantiles = statistics.returnQuantiles();
    assertThat(quantiles.q10()).isEqualTo(10.9, within(1e-9));
    assertThat(quantiles.q50()).isEqualTo(50.5, within(1e-9));
    assertThat(quantiles.q90()).isEqualTo(90.1, within(1e-9));
    assertThat(statistics.lengthQuantiles().q50()).isEqualTo(50.5, within(1e-9));
  }

  @Test
  void quantilesOfARestoredWindowAreThoseOfTheOneThatWasSaved() {
    TrainingStatistics saved =
        new TrainingStatistics(1000, NO_THRESHOLD, StatisticsState.initial());
    RandomGenerator random = new SplittableRandom(7);
    for (int episode = 0; episode < 250; episode++) {
      saved.complete(1, same(1, random.nextInt(40)), episode);
    }

    TrainingStatistics restored = new TrainingStatistics(1000, NO_THRESHOLD, saved.state());

    assertThat(restored.returnQuantiles()).isEqualTo(saved.returnQuantiles());
    double[] ascending = saved.state().recentReturns();
    Arrays.sort(ascending);
    assertThat(saved.returnQuantiles().q50())
        .isEqualTo((ascending[49] + ascending[50]) / 2, within(1e-9));
  }

  @Test
  void solvedNeedsAHundredEpisodesAndIsStampedWithTheEndOfItsIteration() {
    TrainingStatistics statistics =
        new TrainingStatistics(1000, OptionalDouble.of(5), StatisticsState.initial());
    statistics.complete(10, same(99, 9), 1);
    assertThat(statistics.state().solved()).isEmpty();

    statistics.complete(10, same(1, 9), 2);
    assertThat(statistics.state().solved()).contains(new Solved(5, 20, 2));
  }

  @Test
  void aTaskOnceSolvedStaysSolved() {
    TrainingStatistics statistics =
        new TrainingStatistics(1000, OptionalDouble.of(5), StatisticsState.initial());
    statistics.complete(10, same(100, 5), 1);
    statistics.complete(10, same(100, 0), 2);

    assertThat(statistics.state().solved()).contains(new Solved(5, 10, 1));
  }

  @Test
  void steadySpeedIsMeasuredOverTheSecondHalfOfTheSteps() {
    TrainingStatistics statistics =
        new TrainingStatistics(40, NO_THRESHOLD, StatisticsState.initial());
    statistics.complete(10, episodes(), 8);
    statistics.complete(10, episodes(), 10);
    statistics.complete(10, episodes(), 11);
    statistics.complete(10, episodes(), 12);

    // 20 steps between second 10, where half of the 40 steps were done, and second 12
    assertThat(statistics.state().steadyStepsPerSecond()).isEqualTo(10);
    assertThat(statistics.state().stepsPerSecond()).isEqualTo(40 / 12.0);
  }

  @Test
  void steadySpeedIsNotANumberBeforeTheSecondHalf() {
    TrainingStatistics statistics =
        new TrainingStatistics(100, NO_THRESHOLD, StatisticsState.initial());
    statistics.complete(10, episodes(), 1);

    assertThat(statistics.state().steadyStepsPerSecond()).isNaN();
  }

  @Test
  void recentSpeedForgetsIterationsLongPast() {
    TrainingStatistics statistics =
        new TrainingStatistics(100_000, NO_THRESHOLD, StatisticsState.initial());
    statistics.complete(10, episodes(), 1000);
    for (int i = 1; i <= 64; i++) {
      statistics.complete(10, episodes(), 1000 + i);
    }

    assertThat(statistics.recentStepsPerSecond()).isEqualTo(10);
  }

  @Test
  void continuingFromAStateEqualsNeverHavingStopped() {
    TrainingStatistics whole =
        new TrainingStatistics(1000, OptionalDouble.of(4), StatisticsState.initial());
    whole.complete(500, same(130, 3), 1);
    TrainingStatistics resumed = new TrainingStatistics(1000, OptionalDouble.of(4), whole.state());
    whole.complete(500, same(70, 6), 2);
    resumed.complete(500, same(70, 6), 2);

    assertThat(resumed.state()).usingRecursiveComparison().isEqualTo(whole.state());
    assertThat(resumed.returnMean()).isEqualTo(whole.returnMean());
  }

  private static IterationEpisodes episodes(EpisodeEnd... ends) {
    return new IterationEpisodes(List.of(ends));
  }

  /** {@code count} episodes, each with the given return and length. */
  private static IterationEpisodes same(int count, int value) {
    List<EpisodeEnd> ends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ends.add(new EpisodeEnd(0, i, value, value, true));
    }
    return new IterationEpisodes(ends);
  }
}
