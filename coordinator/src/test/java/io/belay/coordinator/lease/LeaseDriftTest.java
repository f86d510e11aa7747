package io.belay.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeaseDriftTest {
  private static final SortedMap<Integer, String> HALVES =
      new TreeMap<>(Map.of(0, "a", 1, "b", 2, "a", 3, "b"));

  private final LeaseDrift drift = new LeaseDrift();

  @Test
  void speedThatIsOffAtTwoLooksInARowMovesBlocks() {
    // Of 4 blocks, 300 of 400 steps/s stand for 3.
    assertThat(drift.look(4, HALVES, speeds(300, 100))).isFalse();
    assertThat(drift.look(4, HALVES, speeds(300, 100))).isTrue();
    assertThat(drift.look(4, HALVES, speeds(300, 100))).isFalse();
  }

  @Test
  void speedThatWasOffOnceMovesNothing() {
    assertThat(drift.look(4, HALVES, speeds(300, 100))).isFalse();
    assertThat(drift.look(4, HALVES, speeds(100, 100))).isFalse();
    assertThat(drift.look(4, HALVES, speeds(300, 100))).isFalse();
  }

  @Test
  void differenceOfLessThanABlockMovesNothing() {
    // Quotas 2.48 and 1.52: two blocks each are as good a rounding as any.
    for (int look = 0; look < 5; look++) {
      assertThat(drift.look(4, HALVES, speeds(62, 38))).isFalse();
    }
  }

  @Test
  void nobodyToMoveBlocksToMovesNothing() {
    List<WorkerCapacity> going = List.of(new WorkerCapacity("a", 1, 100, true));
    for (int look = 0; look < 5; look++) {
      assertThat(drift.look(4, HALVES, going)).isFalse();
    }
  }

  private static List<WorkerCapacity> speeds(double a, double b) {
    return List.of(new WorkerCapacity("a", 1, a, false), new WorkerCapacity("b", 1, b, false));
  }
}
