package io.belay.coordinator.lease;

import io.belay.error.BelayException;

/**
 * How much of a run a live worker can carry.
 *
 * @param workerId unique among the workers of a plan
 * @param slots blocks that the worker says it steps well at once, at least 1; a weight, not a limit
 * @param stepsPerSecond environment steps per second that it was measured at; 0 where it has not
 *     been measured
 * @param draining whether the worker is leaving: it keeps no lease and gets none
 */
public record WorkerCapacity(String workerId, int slots, double stepsPerSecond, boolean draining) {

  public WorkerCapacity {
    if (slots < 1) {
      throw BelayException.invalid(
          "a worker has at least one slot: worker=%s, slots=%d".formatted(workerId, slots));
    }
    if (!(stepsPerSecond >= 0) || Double.isInfinite(stepsPerSecond)) {
      throw BelayException.invalid(
          "a measured speed is finite and not negative: worker=%s, stepsPerSecond=%s"
              .formatted(workerId, stepsPerSecond));
    }
  }

  boolean measured() {
    return stepsPerSecond > 0;
  }
}
