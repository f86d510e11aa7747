package io.belay.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every plan, over seeded random fleets; the seed is in the test's name. */
class LeasePlannerPropertyTest {

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void everyBlockIsLeasedToOneAvailableWorker(long seed) {
    Fleet fleet = Fleet.random(seed, true);
    LeasePlan plan = fleet.plan();

    if (fleet.available().isEmpty()) {
      assertThat(plan.holders()).isEmpty();
    } else {
      assertThat(plan.holders()).hasSize(fleet.blocks);
      assertThat(fleet.available()).containsAll(plan.holders().values());
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void grantsAndRevocationsLeadFromTheOldLeasesToTheNew(long seed) {
    Fleet fleet = Fleet.random(seed, true);
    LeasePlan plan = fleet.plan();

    SortedMap<Integer, String> replayed = new TreeMap<>(fleet.held);
    for (BlockLease revoked : plan.revoked()) {
      assertThat(replayed.remove(revoked.block(), revoked.workerId())).isTrue();
    }
    for (BlockLease granted : plan.granted()) {
      assertThat(replayed.put(granted.block(), granted.workerId())).isNull();
    }
    assertThat(replayed).isEqualTo(plan.holders());
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void sharesAreWithinOneBlockOfProportional(long seed) {
    Fleet fleet = Fleet.random(seed, false);
    if (fleet.available().isEmpty()) {
      return;
    }
    Map<String, Integer> counts = count(fleet.plan().holders());

    Map<String, Double> quotas = fleet.quotas();
    quotas.forEach((worker, quota) ->
        assertThat((double) counts.getOrDefault(worker, 0))
            .as(worker)
            .isBetween(Math.floor(quota + 1e-9), Math.ceil(quota - 1e-9)));
  }

  /**
   * Every division into floors and ceilings of the quotas is tried, and none keeps more leases than
   * the plan.
   */
  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void noProportionalDivisionMovesFewerBlocks(long seed) {
    Fleet fleet = Fleet.random(seed, false);
    if (fleet.available().isEmpty()) {
      return;
    }
    LeasePlan plan = fleet.plan();

    long kept =
        fleet.held.entrySet().stream()
            .filter(lease -> lease.getValue().equals(plan.holders().get(lease.getKey())))
            .count();
    assertThat(kept).isEqualTo(mostKept(fleet));
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void planningAgainChangesNothing(long seed) {
    Fleet fleet = Fleet.random(seed, false);
    LeasePlan plan = fleet.plan();

    assertThat(
            LeasePlanner.plan(fleet.blocks, fleet.workers, plan.holders(), Map.of())
                .changesNothing())
        .isTrue();
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void orderOfWorkersDoesNotMatter(long seed) {
    Fleet fleet = Fleet.random(seed, true);
    List<WorkerCapacity> shuffled = new ArrayList<>(fleet.workers);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(LeasePlanner.plan(fleet.blocks, shuffled, fleet.held, fleet.avoid))
        .isEqualTo(fleet.plan());
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void failedBlockAvoidsItsWorkerWhereThereIsAnother(long seed) {
    Fleet fleet = Fleet.random(seed, true);
    LeasePlan plan = fleet.plan();

    fleet.avoid.forEach((block, avoided) -> {
      if (!avoided.containsAll(fleet.available())) {
        assertThat(avoided).doesNotContain(plan.holders().get(block));
      }
    });
  }

  private static long mostKept(Fleet fleet) {
    List<Map.Entry<String, Double>> quotas = List.copyOf(fleet.quotas().entrySet());
    Map<String, Integer> held = count(fleet.held);
    long most = -1;
    for (int ceilings = 0; ceilings < 1 << quotas.size(); ceilings++) {
      int blocks = 0;
      long kept = 0;
      for (int i = 0; i < quotas.size(); i++) {
        double quota = quotas.get(i).getValue();
        double share =
            (ceilings >> i & 1) == 1 ? Math.ceil(quota - 1e-9) : Math.floor(quota + 1e-9);
        blocks += (int) share;
        kept += Math.min((int) share, held.getOrDefault(quotas.get(i).getKey(), 0));
      }
      if (blocks == fleet.blocks) {
        most = Math.max(most, kept);
      }
    }
    return most;
  }

  private static Map<String, Integer> count(Map<Integer, String> leases) {
    Map<String, Integer> counts = new HashMap<>();
    leases.values().forEach(worker -> counts.merge(worker, 1, Integer::sum));
    return counts;
  }

  /** Up to six workers, some draining, and leases left by them and by workers that are gone. */
  private static final class Fleet {
    final int blocks;
    final List<WorkerCapacity> workers = new ArrayList<>();
    final SortedMap<Integer, String> held = new TreeMap<>();
    final Map<Integer, Set<String>> avoid = new HashMap<>();

    private Fleet(int blocks) {
      this.blocks = blocks;
    }

    static Fleet random(long seed, boolean failures) {
      Random random = new Random(seed);
      Fleet fleet = new Fleet(1 + random.nextInt(20));
      int size = random.nextInt(7);
      boolean measured = random.nextBoolean();
      for (int i = 0; i < size; i++) {
        double speed = measured ? 1000.0 * (1 + random.nextInt(50)) : 0;
        fleet.workers.add(
            new WorkerCapacity("w" + i, 1 + random.nextInt(4), speed, random.nextInt(5) == 0));
      }
      for (int block = 0; block < fleet.blocks; block++) {
        if (random.nextBoolean()) {
          fleet.held.put(block, "w" + random.nextInt(8));
        }
        if (failures && random.nextInt(6) == 0) {
          Set<String> avoided = new HashSet<>();
          for (int i = 0; i <= random.nextInt(3); i++) {
            avoided.add("w" + random.nextInt(7));
          }
          fleet.avoid.put(block, avoided);
        }
      }
      return fleet;
    }

    LeasePlan plan() {
      return LeasePlanner.plan(blocks, workers, held, avoid);
    }

    List<String> available() {
      return workers.stream().filter(w -> !w.draining()).map(WorkerCapacity::workerId).toList();
    }

    Map<String, Double> quotas() {
      Map<String, Double> weights = new HashMap<>();
      for (WorkerCapacity worker : workers) {
        if (!worker.draining()) {
          weights.put(
              worker.workerId(),
              worker.measured() ? worker.stepsPerSecond() : (double) worker.slots());
        }
      }
      double total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
      weights.replaceAll((worker, weight) -> blocks * weight / total);
      return weights;
    }
  }
}
