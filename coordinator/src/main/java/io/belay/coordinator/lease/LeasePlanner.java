package io.belay.coordinator.lease;

import io.belay.error.BelayException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Leases every block to exactly one live worker, in proportion to the workers' speed, moving as few
 * blocks as that allows.
 *
 * <p>A plan is a function of its arguments and of nothing else: neither the order in which workers
 * are listed nor time or chance enters it. Planning again from a plan's own result changes nothing,
 * where no block avoids a worker.
 *
 * <p>A block that failed at a worker goes to another where there is one, even if that one then
 * holds more than its share.
 *
 * <p>Who holds a block never changes what is sampled, only how fast: a plan is free to be anything.
 */
final class LeasePlanner {
  private final int blocks;
  private final Map<Integer, Set<String>> avoid;
  private final List<String> workers;
  private final Shares shares;
  private final Map<String, Integer> counts = new HashMap<>();
  private final SortedMap<Integer, String> holders = new TreeMap<>();

  private LeasePlanner(
      int blocks, Map<Integer, Set<String>> avoid, List<String> workers, Shares shares) {
    this.blocks = blocks;
    this.avoid = avoid;
    this.workers = workers;
    this.shares = shares;
  }

  /**
   * Plans a run's leases.
   *
   * @param blocks blocks of the run, at least 1
   * @param workers workers that are alive, in any order, each once
   * @param held leases so far; those of workers that are not listed have ended
   * @param avoid workers that a block should not go to, by block
   */
  public static LeasePlan plan(
      int blocks,
      List<WorkerCapacity> workers,
      SortedMap<Integer, String> held,
      Map<Integer, Set<String>> avoid) {
    requireBlocks(blocks, held);
    requireDistinct(workers);
    List<WorkerCapacity> available = workers.stream().filter(worker -> !worker.draining()).toList();
    if (available.isEmpty()) {
      return LeasePlan.between(held, new TreeMap<>());
    }
    Map<String, Integer> heldCounts = new HashMap<>();
    held.values().forEach(worker -> heldCounts.merge(worker, 1, Integer::sum));
    List<String> ids = available.stream().map(WorkerCapacity::workerId).sorted().toList();
    LeasePlanner planner =
        new LeasePlanner(blocks, avoid, ids, Shares.of(blocks, available, heldCounts));
    planner.keep(held);
    planner.assignRest();
    return LeasePlan.between(held, planner.holders);
  }

  /**
   * Each worker keeps, up to its share, first blocks that could not go just anywhere, then its
   * lowest ones.
   */
  private void keep(SortedMap<Integer, String> held) {
    held.forEach((block, worker) -> {
      if (avoid.containsKey(block)) {
        keep(block, worker);
      }
    });
    held.forEach((block, worker) -> {
      if (!avoid.containsKey(block)) {
        keep(block, worker);
      }
    });
  }

  private void keep(int block, String worker) {
    boolean within = counts.getOrDefault(worker, 0) < shares.of(worker);
    if (within && !avoided(block, worker)) {
      assign(block, worker);
    }
  }

  /** Blocks that must avoid a worker choose first, then the others in order. */
  private void assignRest() {
    Set<Integer> free = new TreeSet<>();
    for (int block = 0; block < blocks; block++) {
      if (!holders.containsKey(block)) {
        free.add(block);
      }
    }
    free.stream().filter(avoid::containsKey).forEach(block -> assign(block, choose(block)));
    free.stream()
        .filter(block -> !avoid.containsKey(block))
        .forEach(block -> assign(block, choose(block)));
  }

  /**
   * The worker furthest below its share; where all have theirs, the one that one block more burdens
   * least.
   */
  private String choose(int block) {
    String best = null;
    for (String worker : workers) {
      if (!avoided(block, worker) && (best == null || precedes(worker, best))) {
        best = worker;
      }
    }
    if (best == null) {
      throw new IllegalStateException(
          "a block always has a worker it need not avoid: block=" + block);
    }
    return best;
  }

  private boolean precedes(String worker, String other) {
    int missing = shares.of(worker) - counts.getOrDefault(worker, 0);
    int otherMissing = shares.of(other) - counts.getOrDefault(other, 0);
    if (missing > 0 || otherMissing > 0) {
      return missing > otherMissing;
    }
    return burden(worker) < burden(other);
  }

  private double burden(String worker) {
    return (counts.getOrDefault(worker, 0) + 1) / shares.weight(worker);
  }

  /** A block that every worker failed may go to any of them. */
  private boolean avoided(int block, String worker) {
    Set<String> avoided = avoid.getOrDefault(block, Set.of());
    return avoided.contains(worker) && !avoided.containsAll(workers);
  }

  private void assign(int block, String worker) {
    holders.put(block, worker);
    counts.merge(worker, 1, Integer::sum);
  }

  private static void requireBlocks(int blocks, SortedMap<Integer, String> held) {
    if (blocks < 1) {
      throw BelayException.invalid("a run has at least one block: blocks=" + blocks);
    }
    if (!held.isEmpty() && (held.firstKey() < 0 || held.lastKey() >= blocks)) {
      throw BelayException.invalid(
          "leased blocks belong to the run: first=%d, last=%d, blocks=%d"
              .formatted(held.firstKey(), held.lastKey(), blocks));
    }
  }

  private static void requireDistinct(List<WorkerCapacity> workers) {
    List<String> ids = workers.stream().map(WorkerCapacity::workerId).toList();
    if (new HashSet<>(ids).size() != ids.size()) {
      throw BelayException.invalid("a worker is listed once: workers=" + ids);
    }
  }
}
