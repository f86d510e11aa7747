package io.belay.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BandTest {
  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void aCurveIsLinearBetweenItsPoints() {
    Curve curve = new Curve(new double[] {1, 3, 3, 4}, new double[] {10, 20, 30, 50});

    assertThat(curve.at(new double[] {1, 2, 2.5, 3.5, 4}))
        .containsExactly(new double[] {10, 15, 17.5, 40, 50}, EXACT);
  }

  @Test
  void theMeanIsOverAllRunsEverywhere() {
    // One run from 0 to 8, the other from 2 to 10: both have values from 2 to 8.
    Curve early = new Curve(new double[] {0, 8}, new double[] {0, 8});
    Curve late = new Curve(new double[] {2, 10}, new double[] {4, 12});
    Band band = Band.of(List.of(early, late));

    assertThat(band.x()[0]).isEqualTo(2);
    assertThat(band.x()[band.x().length - 1]).isEqualTo(8);
    assertThat(band.mean()[0]).isCloseTo(3, EXACT);
    assertThat(band.mean()[band.mean().length - 1]).isCloseTo(9, EXACT);
    // Values differ by 2 everywhere: s = √2, so that t₁ · s / √2 = 12.7062.
    assertThat(band.high()[7] - band.mean()[7]).isCloseTo(12.7062, EXACT);
    assertThat(band.mean()[7] - band.low()[7]).isCloseTo(12.7062, EXACT);
  }

  @Test
  void aSingleRunIsItsOwnMeanWithoutAnInterval() {
    Band band = Band.of(List.of(new Curve(new double[] {5}, new double[] {7})));

    assertThat(band.x()).containsExactly(5);
    assertThat(band.mean()).containsExactly(7);
    assertThat(band.low()[0]).isNaN();
  }

  @Test
  void runsThatHaveNoPlaceInCommonMeetAtTheLaterBeginning() {
    // The first ends before the second begins: it is carried to there at its last value.
    Curve first = new Curve(new double[] {0, 1}, new double[] {0, 2});
    Curve second = new Curve(new double[] {3, 4}, new double[] {6, 8});

    Band band = Band.of(List.of(first, second));
    assertThat(band.x()).containsExactly(3);
    assertThat(band.mean()).containsExactly(4);
  }
}
