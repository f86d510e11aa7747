package io.belay.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeasePlannerTest {

  @Test
  void firstWorkerTakesEveryBlock() {
    LeasePlan plan = LeasePlanner.plan(3, List.of(worker("a", 1)), none(), Map.of());

    assertThat(plan.holders()).isEqualTo(new TreeMap<>(Map.of(0, "a", 1, "a", 2, "a")));
    assertThat(plan.granted())
        .containsExactly(new BlockLease(0, "a"), new BlockLease(1, "a"), new BlockLease(2, "a"));
    assertThat(plan.revoked()).isEmpty();
  }

  @Test
  void withoutWorkersNothingIsLeased() {
    LeasePlan plan = LeasePlanner.plan(2, List.of(), held("a", "a"), Map.of());

    assertThat(plan.holders()).isEmpty();
    assertThat(plan.revoked()).containsExactly(new BlockLease(0, "a"), new BlockLease(1, "a"));
  }

  @Test
  void unmeasuredWorkersShareBySlots() {
    // 6 blocks over slots 1 : 2 → quotas 2 and 4.
    LeasePlan plan =
        LeasePlanner.plan(6, List.of(worker("a", 1), worker("b", 2)), none(), Map.of());

    assertThat(counts(plan)).isEqualTo(Map.of("a", 2, "b", 4));
  }

  @Test
  void measuredWorkersShareBySpeed() {
    // 8 blocks over speeds 3 : 1 → quotas 6 and 2, whatever the slots.
    List<WorkerCapacity> workers = List.of(measured("a", 1, 30_000), measured("b", 4, 10_000));

    assertThat(counts(LeasePlanner.plan(8, workers, none(), Map.of())))
        .isEqualTo(Map.of("a", 6, "b", 2));
  }

  @Test
  void newcomerCountsAsTheMeanSpeedOfASlot() {
    // a has 2 slots and 20 000 steps/s, so a slot is worth 10 000: b with one slot weighs half of
    // a, 6 blocks → 4 and 2.
    List<WorkerCapacity> workers = List.of(measured("a", 2, 20_000), worker("b", 1));

    assertThat(counts(LeasePlanner.plan(6, workers, none(), Map.of())))
        .isEqualTo(Map.of("a", 4, "b", 2));
  }

  @Test
  void joiningWorkerTakesTheHighestBlocksAndNoMoreThanItsShare() {
    LeasePlan plan =
        LeasePlanner.plan(
            4, List.of(worker("a", 1), worker("b", 1)), held("a", "a", "a", "a"), Map.of());

    assertThat(plan.revoked()).containsExactly(new BlockLease(2, "a"), new BlockLease(3, "a"));
    assertThat(plan.granted()).containsExactly(new BlockLease(2, "b"), new BlockLease(3, "b"));
  }

  @Test
  void lostWorkersBlocksGoToTheOthersAndNoOtherBlockMoves() {
    LeasePlan plan =
        LeasePlanner.plan(
            4, List.of(worker("a", 1), worker("c", 1)), held("a", "b", "c", "b"), Map.of());

    assertThat(plan.holders()).isEqualTo(new TreeMap<>(Map.of(0, "a", 1, "a", 2, "c", 3, "c")));
    assertThat(plan.revoked()).containsExactly(new BlockLease(1, "b"), new BlockLease(3, "b"));
  }

  @Test
  void drainingWorkerKeepsNothing() {
    WorkerCapacity draining = new WorkerCapacity("b", 1, 0, true);

    LeasePlan plan =
        LeasePlanner.plan(2, List.of(worker("a", 1), draining), held("a", "b"), Map.of());

    assertThat(plan.holders()).isEqualTo(new TreeMap<>(Map.of(0, "a", 1, "a")));
  }

  @Test
  void unevenSharesStayWhereTheyAre() {
    // 3 blocks over two equal workers: either may hold two; b does, so nothing moves.
    LeasePlan plan =
        LeasePlanner.plan(
            3, List.of(worker("a", 1), worker("b", 1)), held("b", "a", "b"), Map.of());

    assertThat(plan.changesNothing()).isTrue();
  }

  @Test
  void failedBlockGoesToAnotherWorkerEvenBeyondItsShare() {
    LeasePlan plan =
        LeasePlanner.plan(
            2,
            List.of(worker("a", 1), worker("b", 1)),
            new TreeMap<>(Map.of(1, "b")),
            Map.of(0, Set.of("a"), 1, Set.of("a")));

    assertThat(plan.holders()).isEqualTo(new TreeMap<>(Map.of(0, "b", 1, "b")));
  }

  @Test
  void failedBlockSwapsWithOneThatMayGoAnywhere() {
    LeasePlan plan =
        LeasePlanner.plan(
            4,
            List.of(worker("a", 1), worker("b", 1)),
            new TreeMap<>(Map.of(1, "a", 2, "b", 3, "b")),
            Map.of(0, Set.of("a")));

    assertThat(plan.holders().get(0)).isEqualTo("b");
    assertThat(plan.holders()).containsKeys(0, 1, 2, 3);
  }

  @Test
  void blockThatFailedEverywhereIsTriedAgain() {
    LeasePlan plan = LeasePlanner.plan(1, List.of(worker("a", 1)), none(), Map.of(0, Set.of("a")));

    assertThat(plan.granted()).containsExactly(new BlockLease(0, "a"));
  }

  @Test
  void refusesWhatDoesNotBelongToTheRun() {
    assertThatThrownBy(() -> LeasePlanner.plan(0, List.of(), none(), Map.of()))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("blocks=0");
    assertThatThrownBy(() -> LeasePlanner.plan(1, List.of(), held("a", "a"), Map.of()))
        .hasMessageContaining("last=1");
    assertThatThrownBy(
            () -> LeasePlanner.plan(1, List.of(worker("a", 1), worker("a", 1)), none(), Map.of()))
        .hasMessageContaining("listed once");
    assertThatThrownBy(() -> worker("a", 0)).hasMessageContaining("slots=0");
    assertThatThrownBy(() -> measured("a", 1, Double.NaN)).hasMessageContaining("NaN");
  }

  private static WorkerCapacity worker(String id, int slots) {
    return new WorkerCapacity(id, slots, 0, false);
  }

  private static WorkerCapacity measured(String id, int slots, double stepsPerSecond) {
    return new WorkerCapacity(id, slots, stepsPerSecond, false);
  }

  private static SortedMap<Integer, String> none() {
    return new TreeMap<>();
  }

  private static SortedMap<Integer, String> held(String... workers) {
    SortedMap<Integer, String> held = new TreeMap<>();
    for (int block = 0; block < workers.length; block++) {
      held.put(block, workers[block]);
    }
    return held;
  }

  private static Map<String, Integer> counts(LeasePlan plan) {
    Map<String, Integer> counts = new TreeMap<>();
    plan.holders().values().forEach(worker -> counts.merge(worker, 1, Integer::sum));
    return counts;
  }
}
