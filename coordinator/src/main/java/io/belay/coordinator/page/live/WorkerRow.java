package io.belay.coordinator.page.live;

import io.belay.session.FromWorker.Heartbeat;

/**
 * A worker as a row of the page.
 *
 * @param sequence grows with each change of any row
 * @param blocks blocks of the run that it holds
 * @param slots blocks that it can sample at once
 * @param stepsPerSecond environment steps per second since its last heartbeat but one
 * @param idleRatio share of that time in which it had nothing to sample
 * @param policyLag versions that its policy was behind the newest when it last told; −1 while
 *     unknown
 * @param lastSeenMillis when it was last heard, or went, milliseconds since 1970-01-01T00:00Z
 */
record WorkerRow(
    String workerId,
    long sequence,
    WorkerState state,
    int slots,
    int blocks,
    double stepsPerSecond,
    double idleRatio,
    long policyLag,
    long lastSeenMillis) {
  private static final long UNKNOWN = -1;

  static WorkerRow joined(String workerId, long sequence, int slots, long now) {
    return new WorkerRow(workerId, sequence, WorkerState.AVAILABLE, slots, 0, 0, 0, UNKNOWN, now);
  }

  WorkerRow reported(long newSequence, Heartbeat heartbeat, long newestVersion, long now) {
    long lag =
        heartbeat.policyVersion().isPresent()
            ? Math.max(0, newestVersion - heartbeat.policyVersion().getAsLong())
            : UNKNOWN;
    return new WorkerRow(
        workerId,
        newSequence,
        state,
        slots,
        blocks,
        heartbeat.stepsPerSecond(),
        heartbeat.idleRatio(),
        lag,
        now);
  }

  WorkerRow holding(long newSequence, int newBlocks) {
    return new WorkerRow(
        workerId,
        newSequence,
        state,
        slots,
        newBlocks,
        stepsPerSecond,
        idleRatio,
        policyLag,
        lastSeenMillis);
  }

  /** Another state; who is gone holds nothing and does nothing. */
  WorkerRow with(long newSequence, WorkerState newState, long now) {
    boolean gone = newState.gone();
    return new WorkerRow(
        workerId,
        newSequence,
        newState,
        slots,
        gone ? 0 : blocks,
        gone ? 0 : stepsPerSecond,
        gone ? 0 : idleRatio,
        policyLag,
        now);
  }
}
