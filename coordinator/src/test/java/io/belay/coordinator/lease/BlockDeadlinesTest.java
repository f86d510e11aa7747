package io.belay.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BlockDeadlinesTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final BlockDeadlines deadlines = new BlockDeadlines(3, Duration.ofSeconds(2), 8, START);

  @Test
  void nothingIsOverdueBeforeAnybodyKnowsHowLongABlockTakes() {
    assertThat(deadlines.overdue(at(3_600_000))).isEmpty();
  }

  @Test
  void blockHasEightMediansAndAtLeastTheFloor() {
    // Times 100, 200, 300 ms: the median is 200 ms, eight of them are less than the floor.
    deadlines.admitted(0, 0, at(100));
    deadlines.admitted(0, 1, at(200));
    deadlines.admitted(0, 2, at(300));
    assertThat(deadlines.deadline()).contains(Duration.ofSeconds(2));

    // Two of 1 s more: of 100, 200, 300, 1000, 1000 the median is 300 ms, eight are 2.4 s.
    deadlines.open(1, at(1000));
    deadlines.admitted(1, 0, at(2000));
    deadlines.admitted(1, 1, at(2000));
    assertThat(deadlines.deadline()).contains(Duration.ofMillis(2400));
    assertThat(deadlines.overdue(at(3399))).isEmpty();
    assertThat(deadlines.overdue(at(3400))).containsExactly(2);
  }

  @Test
  void blockThatCameIsNotAwaitedAnyMore() {
    deadlines.admitted(0, 1, at(10));
    deadlines.admitted(0, 1, at(9000));

    assertThat(deadlines.overdue(at(9000))).containsExactly(0, 2);
    // The second copy measured nothing.
    assertThat(deadlines.deadline()).contains(Duration.ofSeconds(2));
  }

  @Test
  void blockThatWasLeasedAnewHasItsFullTimeAgain() {
    deadlines.admitted(0, 1, at(10));

    deadlines.renew(0, at(2000));

    assertThat(deadlines.overdue(at(2000))).containsExactly(2);
    assertThat(deadlines.overdue(at(4000))).containsExactly(0, 2);
  }

  @Test
  void nextIterationOpensWithItsFirstBlockWhereNobodySaidSo() {
    deadlines.admitted(0, 0, at(10));

    deadlines.admitted(1, 2, at(5000));

    assertThat(deadlines.overdue(at(6999))).isEmpty();
    assertThat(deadlines.overdue(at(7000))).containsExactly(0, 1);
    // Said later, it changes nothing.
    deadlines.open(1, at(7000));
    assertThat(deadlines.overdue(at(7000))).containsExactly(0, 1);
  }

  @Test
  void blockOfAnEarlierIterationOrOfNoneSaysNothing() {
    deadlines.open(4, at(0));

    deadlines.admitted(3, 0, at(10));
    deadlines.admitted(4, 3, at(10));
    deadlines.admitted(4, -1, at(10));

    assertThat(deadlines.deadline()).isEmpty();
  }

  @Test
  void resumedIterationIsAwaitedWholeThoughItIsEarlier() {
    deadlines.open(4, at(0));
    deadlines.admitted(4, 0, at(10));

    deadlines.restart(2, at(1000));

    assertThat(deadlines.overdue(at(2999))).isEmpty();
    assertThat(deadlines.overdue(at(3000))).containsExactly(0, 1, 2);
    deadlines.admitted(2, 0, at(1010));
    assertThat(deadlines.overdue(at(3000))).containsExactly(1, 2);
  }

  @Test
  void onlyTheLastSixtyFourBlocksCount() {
    for (int iteration = 0; iteration < BlockDeadlines.REMEMBERED; iteration++) {
      deadlines.restart(iteration, at(0));
      deadlines.admitted(iteration, 0, at(10_000));
    }
    assertThat(deadlines.deadline()).contains(Duration.ofSeconds(80));

    // 33 of 64 are 1 s: the median is, too.
    for (int iteration = 64; iteration < 97; iteration++) {
      deadlines.restart(iteration, at(0));
      deadlines.admitted(iteration, 0, at(1000));
    }
    assertThat(deadlines.deadline()).contains(Duration.ofSeconds(8));
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
