package io.belay.coordinator.lease;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Notices leases that have ceased to fit the workers' speed, and waits until that lasts: a speed is
 * a measurement, and blocks that went to and fro with it would cost more than they gain.
 *
 * <p>Not thread-safe.
 */
public final class LeaseDrift {
  /** Looks in a row at which some worker holds a block more or less than its share. */
  private static final int LASTING = 2;

  private int looks;

  /**
   * Looks once.
   *
   * @param held leases as they are
   * @param workers workers that are alive, each once
   * @return whether leases are to be planned anew; the next look is then the first again
   */
  public boolean look(int blocks, SortedMap<Integer, String> held, List<WorkerCapacity> workers) {
    looks = fits(blocks, held, workers) ? 0 : looks + 1;
    if (looks < LASTING) {
      return false;
    }
    looks = 0;
    return true;
  }

  private static boolean fits(
      int blocks, SortedMap<Integer, String> held, List<WorkerCapacity> workers) {
    List<WorkerCapacity> available = workers.stream().filter(worker -> !worker.draining()).toList();
    if (available.isEmpty()) {
      return true;
    }
    Map<String, Integer> counts = new HashMap<>();
    held.values().forEach(worker -> counts.merge(worker, 1, Integer::sum));
    Shares shares = Shares.of(blocks, available, counts);
    return available.stream()
        .map(WorkerCapacity::workerId)
        .allMatch(worker -> counts.getOrDefault(worker, 0) == shares.of(worker));
  }
}
