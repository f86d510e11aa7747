package io.belay.learner.theory.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
  private static final Plot PLOT =
      new Plot(
          "plot",
          Axis.linear("x"),
          Axis.linear("y"),
          Series.measured("one", new double[] {1}, new double[] {2}));

  private static Finding atMost(double measured, double bound) {
    return Finding.atMost("instance", "quantity", measured, "bound", bound);
  }

  private static Finding atLeast(double measured, double bound) {
    return Finding.atLeast("instance", "quantity", measured, "bound", bound);
  }

  @Test
  void aBoundMayBeAttainedAndMissedByRoundingOnly() {
    assertThat(atMost(1, 1).holds()).isTrue();
    assertThat(atMost(1 + 1e-10, 1).holds()).isTrue();
    assertThat(atMost(1 + 1e-8, 1).holds()).isFalse();
    assertThat(atLeast(1 - 1e-10, 1).holds()).isTrue();
    assertThat(atLeast(1 - 1e-8, 1).holds()).isFalse();
  }

  @Test
  void aTinyBoundIsNotDrownedInRounding() {
    // 10⁻⁹ of the bound is granted, not 10⁻⁹.
    assertThat(atMost(2e-70, 1e-70).holds()).isFalse();
    assertThat(atMost(1e-300, 0).holds()).isFalse();
  }

  @Test
  void whatIsNotANumberNeverHolds() {
    assertThat(atMost(Double.NaN, 1).holds()).isFalse();
    assertThat(atLeast(Double.NaN, 1).holds()).isFalse();
    assertThat(atMost(1, Double.NaN).holds()).isFalse();
  }

  @Test
  void tightnessIsThePartOfTheBoundThatIsUsed() {
    assertThat(atMost(0.25, 1).tightness()).isEqualTo(0.25);
    assertThat(atLeast(4, 1).tightness()).isEqualTo(0.25);
    assertThat(atLeast(4, -1).tightness()).isZero();
    assertThat(atLeast(-0.5, -1).tightness()).isEqualTo(0.5);
    assertThat(atMost(-4, -1).tightness()).isEqualTo(0.25);
    assertThat(atMost(2, 1).tightness()).isInfinite();
  }

  @Test
  void anOutcomeHoldsWhereAllFindingsDoAndShowsTheWorst() {
    Outcome good =
        new Outcome(List.of(atMost(0.1, 1), atMost(0.9, 1), atMost(0.2, 1)), List.of(PLOT));
    assertThat(good.holds()).isTrue();
    assertThat(good.tightest().measured()).isEqualTo(0.9);

    Outcome bad = new Outcome(List.of(atMost(1, 1), atMost(3, 1)), List.of(PLOT));
    assertThat(bad.holds()).isFalse();
    assertThat(bad.holding()).isEqualTo(1);
    assertThat(bad.tightest().measured()).isEqualTo(3);
  }

  @Test
  void anOutcomeWithoutFindingsIsNoProof() {
    assertThatThrownBy(() -> new Outcome(List.of(), List.of(PLOT)))
        .hasMessageContaining("findings=0");
    assertThatThrownBy(() -> new Outcome(List.of(atMost(0, 1)), List.of()))
        .hasMessageContaining("plots=0");
  }

  @Test
  void aLongSeriesKeepsItsEndsAndNoMoreThanAScreenShows() {
    double[] x = new double[10_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = i + 1;
    }
    Series series = Series.measured("long", x, x.clone());
    for (Axis axis : List.of(Axis.linear("x"), Axis.logarithmic("x"))) {
      double[] kept = new Plot("plot", axis, axis, series).series().getFirst().x();
      assertThat(kept.length).isBetween(Plot.MOST_POINTS / 2, Plot.MOST_POINTS);
      assertThat(kept[0]).isEqualTo(1);
      assertThat(kept[kept.length - 1]).isEqualTo(10_000);
    }
  }

  @Test
  void seriesOfDifferentPlacesShareOneAxis() {
    Series one = Series.measured("one", new double[] {1, 3}, new double[] {10, 30});
    Series two = Series.points("two", new double[] {2}, new double[] {20});
    Plot plot = new Plot("plot", Axis.linear("x"), Axis.linear("y"), one, two);

    assertThat(plot.allX()).containsExactly(1, 2, 3);
    assertThat(plot.yOf(one)).containsExactly(10, Double.NaN, 30);
    assertThat(plot.yOf(two)).containsExactly(Double.NaN, 20, Double.NaN);
  }

  @Test
  void placesThatDoNotAscendAreRefused() {
    assertThatThrownBy(() -> Series.points("p", new double[] {1, 1}, new double[] {1, 2}))
        .hasMessage("the x of a series ascend: series=p, index=1, before=1.0, x=1.0");
  }
}
