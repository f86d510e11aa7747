package io.belay.coordinator.page.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final int FEW = 4;

  @Test
  void asLongAsThereIsRoomEveryIterationIsAPoint() {
    History history = new History(FEW, 8);
    record(history, 0, 1);
    record(history, 1, 3);

    Section all = history.section(0);
    assertThat(all.width()).isEqualTo(1);
    assertThat(curve(all).means()).containsExactly(1, 3);
  }

  @Test
  void whereThereIsNoRoomNeighboursAreMergedInPairs() {
    History history = new History(FEW, 8);
    double[] values = {1, 3, 10, 20, 7};
    for (int i = 0; i < values.length; i++) {
      record(history, i, values[i]);
    }

    // Four points are full with iteration 3; at iteration 4 they become (1 + 3) / 2, (10 + 20) / 2,
    // and 7 begins a third.
    Section all = history.section(0);
    assertThat(all.width()).isEqualTo(2);
    assertThat(curve(all).means()).containsExactly(2, 15, 7);
    assertThat(curve(all).least()).containsExactly(1, 10, 7);
    assertThat(curve(all).greatest()).containsExactly(3, 20, 7);
  }

  @Test
  void aPointBeginsAtAMultipleOfItsWidthWhereverTheHistoryBegins() {
    History history = new History(FEW, 8);
    for (int iteration = 5; iteration <= 9; iteration++) {
      record(history, iteration, iteration);
    }

    // Of width 2: [4, 6) has 5 alone, [6, 8) has 6 and 7, [8, 10) has 8 and 9.
    Section all = history.section(0);
    assertThat(all.width()).isEqualTo(2);
    assertThat(all.begin()).isEqualTo(4);
    assertThat(curve(all).means()).containsExactly(5, 6.5, 8.5);
  }

  @Test
  void iterationsThatNobodyHeardOfLeaveAGap() {
    History history = new History(FEW, 8);
    record(history, 0, 1);
    record(history, 3, 2);

    assertThat(curve(history.section(0)).means()).containsExactly(1, Double.NaN, Double.NaN, 2);

    record(history, 1_000_000, 5);

    // 1 000 001 iterations in four points take a width of 2¹⁸ = 262 144; 1 000 000 is in the
    // fourth.
    Section all = history.section(0);
    assertThat(all.width()).isEqualTo(262_144);
    assertThat(curve(all).means()).containsExactly(1.5, Double.NaN, Double.NaN, 5);
  }

  @Test
  void anIterationThatIsDoneAgainCountsOnce() {
    History history = new History(FEW, 8);
    record(history, 0, 1);
    record(history, 1, 2);

    assertThat(history.begin(1)).isFalse();
    assertThat(history.begin(0)).isFalse();
    record(history, 2, 3);

    assertThat(curve(history.section(0)).means()).containsExactly(1, 2, 3);
  }

  @Test
  void valuesThatAreNotFiniteAreLeftOut() {
    History history = new History(FEW, 8);
    record(history, 0, Double.NaN);
    record(history, 1, Double.POSITIVE_INFINITY);
    record(history, 2, 4);

    assertThat(curve(history.section(0)).means()).containsExactly(Double.NaN, Double.NaN, 4);
  }

  @Test
  void aCurveThatComesLateIsUnknownBefore() {
    History history = new History(FEW, 8);
    record(history, 0, 1);
    history.begin(1);
    history.record("late", 9);

    assertThat(history.section(0).curves().get("late"))
        .satisfies(late -> assertThat(late.means()).containsExactly(Double.NaN, 9));
    assertThat(curve(history.section(0)).means()).containsExactly(1, Double.NaN);
  }

  @Test
  void noMoreCurvesAreKeptThanAllowed() {
    History history = new History(FEW, 2);
    history.begin(0);
    history.record("a", 1);
    history.record("b", 2);
    history.record("c", 3);

    assertThat(history.section(0).curves()).containsOnlyKeys("a", "b");
  }

  @Test
  void aMeanIsThatOfAllValuesThatFellIntoThePoint() {
    RandomGenerator random = new SplittableRandom(7);
    History history = new History(100, 8);
    int iterations = 12_345;
    double[] values = new double[iterations];
    for (int i = 0; i < iterations; i++) {
      // Whole numbers, whose sums are exact in any order.
      values[i] = random.nextInt(1000);
      record(history, i, values[i]);
    }

    // 12 345 iterations in at most 100 points take a width of 128: 97 points, the last of 57
    // iterations.
    Section all = history.section(0);
    assertThat(all.width()).isEqualTo(128);
    assertThat(all.size()).isEqualTo(97);
    for (int point = 0; point < all.size(); point++) {
      double sum = 0;
      int end = Math.min(iterations, (point + 1) * 128);
      for (int i = point * 128; i < end; i++) {
        sum += values[i];
      }
      assertThat(curve(all).means()[point]).isEqualTo(sum / (end - point * 128));
    }
  }

  @Test
  void whatIsKeptDoesNotDependOnWhoLooked() {
    History watched = new History(8, 8);
    History alone = new History(8, 8);
    RandomGenerator random = new SplittableRandom(11);
    for (int i = 0; i < 500; i++) {
      double value = random.nextDouble();
      record(watched, i, value);
      record(alone, i, value);
      watched.section(i % 8);
      assertThat(watched.size()).isLessThanOrEqualTo(8);
    }

    assertThat(curve(watched.section(0)).means()).containsExactly(curve(alone.section(0)).means());
    assertThat(curve(watched.section(0)).means()[0]).isCloseTo(0.5, within(0.2));
  }

  @Test
  void aSectionIsTheEndOfTheWhole() {
    History history = new History(FEW, 8);
    record(history, 0, 1);
    record(history, 1, 2);
    record(history, 2, 3);

    assertThat(curve(history.section(1)).means()).containsExactly(2, 3);
    assertThat(history.section(1).from()).isEqualTo(1);
    assertThat(curve(history.section(99)).means()).isEmpty();
  }

  @Test
  void aHistoryHasRoom() {
    assertThatThrownBy(() -> new History(1, 8)).hasMessageContaining("capacity=1");
    assertThatThrownBy(() -> new History(2, 0)).hasMessageContaining("mostCurves=0");
  }

  private static void record(History history, int iteration, double value) {
    assertThat(history.begin(iteration)).isTrue();
    history.record("x", value);
  }

  private static Curve curve(Section section) {
    Curve curve = section.curves().get("x");
    assertThat(curve).isNotNull();
    return curve;
  }
}
