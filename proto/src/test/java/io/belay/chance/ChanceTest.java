package io.belay.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.error.BelayException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChanceTest {

  /** Known answers of Random123's kat_vectors for philox4x32, 10 rounds. */
  @Test
  void philoxGivesTheKnownAnswersOfItsAuthors() {
    int[] out = new int[4];
    Philox.block(0, 0, 0, 0, 0, 0, out);
    assertThat(out).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    Philox.block(-1, -1, -1, -1, -1, -1, out);
    assertThat(out).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    Philox.block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, out);
    assertThat(out).containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  @Test
  void theSamePlaceGivesTheSameNumbersWhateverWasDrawnBefore() {
    Chance first = new Chance(42);
    first.at(Purpose.ACTION, 3, 7, 11);
    long expected = first.nextLong();

    Chance second = new Chance(42);
    second.at(Purpose.RESTART, 0, 0, 0);
    for (int i = 0; i < 9; i++) {
      second.nextInt();
    }
    assertThat(second.at(Purpose.ACTION, 3, 7, 11).nextLong()).isEqualTo(expected);
  }

  @Test
  void differentPlacesPurposesAndSeedsGiveDifferentNumbers() {
    Set<Long> seen = new HashSet<>();
    int places = 0;
    for (long seed : new long[] {1, 2, 1L << 32}) {
      Chance chance = new Chance(seed);
      for (Purpose purpose : Purpose.values()) {
        for (int i = 0; i < 16; i++) {
          seen.add(chance.at(purpose, i, 0, 0).nextLong());
          seen.add(chance.at(purpose, 0, i + 1, 0).nextLong());
          seen.add(chance.at(purpose, 0, 0, i + 1).nextLong());
          places += 3;
        }
      }
    }
    assertThat(seen).hasSize(places);
  }

  @Test
  void floatsAreUniformAndNormalsAreStandard() {
    Chance chance = new Chance(5).at(Purpose.ENVIRONMENT, 0, 0, 0);
    int draws = 200_000;
    double uniformSum = 0;
    double normalSum = 0;
    double normalSquares = 0;
    for (int i = 0; i < draws; i++) {
      float uniform = chance.nextFloat();
      assertThat(uniform).isBetween(0f, Math.nextDown(1f));
      uniformSum += uniform;
      double normal = chance.nextGaussian();
      normalSum += normal;
      normalSquares += normal * normal;
    }
    // Standard errors over 200 000 draws: 0.00065, 0.0022 and 0.0032; the bounds are more than four
    // of them.
    assertThat(uniformSum / draws).isCloseTo(0.5, within(0.003));
    assertThat(normalSum / draws).isCloseTo(0, within(0.01));
    assertThat(normalSquares / draws).isCloseTo(1, within(0.015));
  }

  @Test
  void aPlaceOutsideTheCounterIsRefused() {
    assertThatThrownBy(() -> new Chance(1).at(Purpose.ACTION, 0, 1 << 28, 0))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("iteration=268435456");
    assertThatThrownBy(() -> new Chance(1).at(Purpose.ACTION, -1, 0, 0))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("lane=-1");
  }
}
