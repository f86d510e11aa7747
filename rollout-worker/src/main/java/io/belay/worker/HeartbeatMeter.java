package io.belay.worker;

import io.belay.session.FromWorker.Heartbeat;

/**
 * Turns counters into heartbeats: rates are over the time since the heartbeat before. Not
 * thread-safe.
 */
final class HeartbeatMeter {
  private static final double NANOS_PER_SECOND = 1e9;

  private long lastNanos;
  private long lastSteps;
  private long lastBusyNanos;
  private long lastLaneRestarts;

  /**
   * A meter whose first heartbeat is over the time since now.
   *
   * @param nowNanos a monotone clock's reading, in nanoseconds
   */
  HeartbeatMeter(long nowNanos) {
    lastNanos = nowNanos;
  }

  /** The heartbeat by what was counted; its idle ratio is noted there. */
  Heartbeat beat(SamplingCounters counters, long nowNanos) {
    SamplingCounters.Reading reading = counters.read();
    double elapsed = Math.max(1, nowNanos - lastNanos);
    // A block's steps and time are counted when the block is done, which may have taken longer than
    // the interval: its steps are then over its own time, and the busy share is above one.
    double busy = reading.busyNanos() - lastBusyNanos;
    double stepsPerSecond =
        (reading.steps() - lastSteps) * NANOS_PER_SECOND / Math.max(elapsed, busy);
    double idleRatio = Math.clamp(1 - busy / elapsed, 0, 1);
    counters.idle(idleRatio);
    long laneRestarts = reading.laneRestarts() - lastLaneRestarts;
    lastLaneRestarts = reading.laneRestarts();
    lastNanos = nowNanos;
    lastSteps = reading.steps();
    lastBusyNanos = reading.busyNanos();
    return new Heartbeat(
        reading.steps(),
        reading.blocksHeld(),
        stepsPerSecond,
        idleRatio,
        reading.policyVersion(),
        reading.blockBytes(),
        reading.policyBytes(),
        reading.refused(),
        reading.reconnects(),
        laneRestarts);
  }
}
