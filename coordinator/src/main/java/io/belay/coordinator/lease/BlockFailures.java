package io.belay.coordinator.lease;

import io.belay.error.BelayException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which workers a block of the current iteration should not go to: those that failed to sample it,
 * counted, and those that are late with it.
 *
 * <p>A later iteration starts with a clean sheet; a report about an earlier one is ignored.
 */
final class BlockFailures {
  private final int maxAttempts;
  private final Map<Integer, Integer> attempts = new HashMap<>();
  private final Map<Integer, Set<String>> workers = new HashMap<>();
  private int iteration;

  /**
   * @param maxAttempts how often a block of one iteration may fail before the run has failed, at
   *     least 1
   */
  public BlockFailures(int maxAttempts) {
    if (maxAttempts < 1) {
      throw BelayException.invalid("a block is tried at least once: maxAttempts=" + maxAttempts);
    }
    this.maxAttempts = maxAttempts;
  }

  /** Starts with a clean sheet at {@code iteration}, whatever was known before. */
  public void restart(int iteration) {
    this.iteration = iteration;
    attempts.clear();
    workers.clear();
  }

  /** Forgets what failed before {@code iteration}. */
  public void advanceTo(int iteration) {
    if (iteration > this.iteration) {
      restart(iteration);
    }
  }

  /**
   * Notes a failure; true where the block may be tried again, false where its attempts are used up.
   */
  public boolean note(int iteration, int block, String workerId) {
    if (iteration < this.iteration) {
      return true;
    }
    advanceTo(iteration);
    workers.computeIfAbsent(block, unused -> new HashSet<>()).add(workerId);
    return attempts.merge(block, 1, Integer::sum) < maxAttempts;
  }

  /** Notes workers that are late: no failure, but the block is to go to another. */
  public void late(int block, Set<String> workerIds) {
    workers.computeIfAbsent(block, unused -> new HashSet<>()).addAll(workerIds);
  }

  /** Workers to avoid, by block. */
  public Map<Integer, Set<String>> avoid() {
    return Collections.unmodifiableMap(workers);
  }
}
