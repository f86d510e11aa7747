package io.belay.worker.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.error.BelayException;
import io.belay.worker.environment.Corridor;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisitedStatesTest {
  private final RestorableEnvironment environment = new Corridor();

  @Test
  void firstStatesAreAllKept() {
    VisitedStates visited = offered(new VisitedStates(5, 1), 3, 1);
    assertThat(visited.toArray()).containsExactly(0, 1, 2);
    assertThat(visited.size()).isEqualTo(3);
    assertThat(visited.count()).isEqualTo(3);
  }

  @Test
  void everyStateIsKeptEquallyOften() {
    // 4 of 40 states kept: each in a tenth of 4 000 reservoirs, 400 ± 19.
    int[] kept = new int[40];
    for (int seed = 0; seed < 4_000; seed++) {
      for (double state : offered(new VisitedStates(4, 1), 40, seed).toArray()) {
        kept[(int) state]++;
      }
    }
    assertThat(IntStream.of(kept)).allMatch(times -> times > 300 && times < 500);
  }

  @Test
  void restoredMemoryGoesOnLikeTheOriginal() {
    VisitedStates whole = offered(new VisitedStates(4, 1), 60, 9);
    VisitedStates half = offered(new VisitedStates(4, 1), 30, 9);
    VisitedStates other = new VisitedStates(4, 1);
    other.restore(half.toArray(), half.count());
    offer(other, 30, 60, 9);
    assertThat(other.toArray()).isEqualTo(whole.toArray());
    assertThat(other.count()).isEqualTo(whole.count());
  }

  @Test
  void memoryOfAnotherCapacityIsRefused() {
    VisitedStates visited = new VisitedStates(4, 2);
    assertThatThrownBy(() -> visited.restore(new double[6], 4))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("visitedStates=6, visitedCount=4, capacity=4, stateSize=2");
    assertThatThrownBy(() -> visited.restore(new double[0], -1)).isInstanceOf(BelayException.class);
  }

  @Test
  void memoryTooLargeForAnArrayIsRefused() {
    assertThatThrownBy(() -> new VisitedStates(1_000_000, 100_000))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("capacity=1000000, stateSize=100000");
  }

  private VisitedStates offered(VisitedStates visited, int count, int seed) {
    offer(visited, 0, count, seed);
    return visited;
  }

  private void offer(VisitedStates visited, int from, int to, int seed) {
    Chance chance = new Chance(seed);
    for (int i = from; i < to; i++) {
      environment.restoreState(new double[] {i}, 0);
      visited.offer(environment, chance.at(Purpose.VISITATION, 0, 0, i));
    }
  }
}
