package io.belay.coordinator.lease;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The leases of one run: who holds what now, what failed in this iteration, and the next plan. */
public final class LeaseBook {
  private final int blocks;
  private final BlockFailures failures;
  private SortedMap<Integer, String> holders = new TreeMap<>();
  private int iteration;

  /**
   * @param blocks blocks of the run, at least 1
   * @param maxBlockFailures attempts that a block has in one iteration, at least 1
   */
  public LeaseBook(int blocks, int maxBlockFailures) {
    this.blocks = blocks;
    this.failures = new BlockFailures(maxBlockFailures);
  }

  /** Plans anew for these workers, and takes the plan for done. */
  public LeasePlan replan(List<WorkerCapacity> workers) {
    LeasePlan plan = LeasePlanner.plan(blocks, workers, holders, failures.avoid());
    holders = new TreeMap<>(plan.holders());
    return plan;
  }

  /** Ends a lease that the worker gave back; nothing where another holds the block. */
  public void release(int block, String workerId) {
    holders.remove(block, workerId);
  }

  /**
   * Ends the lease of a block that could not be sampled.
   *
   * @return whether the block may be tried again
   */
  public boolean fail(int block, int iteration, String workerId) {
    release(block, workerId);
    // A worker is at most one iteration ahead of what the learner has reported, in a pipeline too;
    // one that says more does not make later failures look old.
    return failures.note(Math.min(iteration, this.iteration + 1), block, workerId);
  }

  /**
   * Notes that blocks of {@code iteration} are awaited; an earlier one than is known already
   * changes nothing.
   */
  public void advanceTo(int iteration) {
    if (iteration > this.iteration) {
      this.iteration = iteration;
      failures.advanceTo(iteration);
    }
  }

  /** Notes that blocks of {@code iteration} are awaited, whatever was known before. */
  public void restart(int iteration) {
    this.iteration = iteration;
    failures.restart(iteration);
  }

  /**
   * Leaves blocks that nobody holds to a worker that samples them all the same.
   *
   * @return those that it holds now, in ascending order
   */
  public List<Integer> claim(List<Integer> wanted, String workerId) {
    for (int block : wanted) {
      if (block >= 0 && block < blocks) {
        holders.putIfAbsent(block, workerId);
      }
    }
    return heldBy(workerId);
  }

  /** Blocks that a worker holds, in ascending order. */
  public List<Integer> heldBy(String workerId) {
    return holders.entrySet().stream()
        .filter(lease -> lease.getValue().equals(workerId))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Notes that blocks are overdue: each is to avoid the workers that are late, in this iteration,
   * where a worker is left that is not. Where none is, the lease stays.
   *
   * @param overdue blocks that were to have come by now
   * @param available workers that may hold a block
   * @return workers that a block is to be taken from
   */
  public Set<String> late(List<Integer> overdue, Set<String> available) {
    Set<String> slow = new TreeSet<>();
    overdue.stream().filter(holders::containsKey).map(holders::get).forEach(slow::add);
    Set<String> left = new TreeSet<>();
    for (int block : overdue) {
      String holder = holders.get(block);
      Set<String> avoided = new TreeSet<>(failures.avoid().getOrDefault(block, Set.of()));
      avoided.addAll(slow);
      if (holder != null && !avoided.containsAll(available)) {
        failures.late(block, slow);
        left.add(holder);
      }
    }
    return left;
  }

  /** The latest iteration whose blocks are known to be awaited. */
  public int iteration() {
    return iteration;
  }

  /** Blocks of the run. */
  public int blocks() {
    return blocks;
  }

  /** How many blocks have a holder. */
  public int held() {
    return holders.size();
  }

  /** How many blocks each worker holds, by name; workers without any are left out. */
  public SortedMap<String, Integer> shares() {
    SortedMap<String, Integer> shares = new TreeMap<>();
    holders.values().forEach(worker -> shares.merge(worker, 1, Integer::sum));
    return shares;
  }

  /** Holder of every leased block, by block. */
  public SortedMap<Integer, String> holders() {
    return Collections.unmodifiableSortedMap(holders);
  }
}
