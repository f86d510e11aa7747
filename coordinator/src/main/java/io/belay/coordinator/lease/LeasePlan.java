package io.belay.coordinator.lease;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is leased after a plan and what has to be said to get there.
 *
 * @param holders worker of every leased block, by block; empty where there is no worker to hold one
 * @param revoked leases that end, in block order
 * @param granted leases that begin, in block order
 */
public record LeasePlan(
    SortedMap<Integer, String> holders, List<BlockLease> revoked, List<BlockLease> granted) {

  public LeasePlan {
    holders = Collections.unmodifiableSortedMap(new TreeMap<>(holders));
    revoked = List.copyOf(revoked);
    granted = List.copyOf(granted);
  }

  /** The plan that leads from one set of leases to another. */
  static LeasePlan between(SortedMap<Integer, String> before, SortedMap<Integer, String> after) {
    List<BlockLease> revoked = new ArrayList<>();
    List<BlockLease> granted = new ArrayList<>();
    before.forEach((block, worker) -> {
      if (!worker.equals(after.get(block))) {
        revoked.add(new BlockLease(block, worker));
      }
    });
    after.forEach((block, worker) -> {
      if (!worker.equals(before.get(block))) {
        granted.add(new BlockLease(block, worker));
      }
    });
    return new LeasePlan(after, revoked, granted);
  }

  /** The same plan for workers that know of no lease yet: every lease begins. */
  public LeasePlan whole() {
    return new LeasePlan(
        holders,
        revoked,
        holders.entrySet().stream()
            .map(lease -> new BlockLease(lease.getKey(), lease.getValue()))
            .toList());
  }

  /** Whether every lease stays where it is. */
  public boolean changesNothing() {
    return revoked.isEmpty() && granted.isEmpty();
  }
}
