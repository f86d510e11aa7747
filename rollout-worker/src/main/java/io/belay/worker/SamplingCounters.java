package io.belay.worker;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the sampling thread did since the worker started. Written by it, read by the worker actor
 * for its heartbeats.
 */
final class SamplingCounters {
  private static final long NO_VERSION = -1;

  private final LongAdder steps = new LongAdder();
  private final LongAdder busyNanos = new LongAdder();
  private final LongAdder blockBytes = new LongAdder();
  private final LongAdder policyBytes = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder reconnects = new LongAdder();
  private final LongAdder laneRestarts = new LongAdder();
  private final AtomicInteger blocksHeld = new AtomicInteger();
  private final AtomicLong policyVersion = new AtomicLong(NO_VERSION);

  void sampled(RunBench.Sampled block, long nanos) {
    steps.add(block.steps());
    laneRestarts.add(block.laneRestarts());
    busyNanos.add(nanos);
  }

  void offered(int bytes) {
    blockBytes.add(bytes);
  }

  void policyArrived(long version, int bytes) {
    policyVersion.setRelease(version);
    policyBytes.add(bytes);
  }

  void blockRefused() {
    refused.increment();
  }

  void reconnected() {
    reconnects.increment();
  }

  void holding(int blocks) {
    blocksHeld.setRelease(blocks);
  }

  Reading read() {
    long version = policyVersion.getAcquire();
    return new Reading(
        steps.sum(),
        busyNanos.sum(),
        blockBytes.sum(),
        policyBytes.sum(),
        refused.sum(),
        reconnects.sum(),
        laneRestarts.sum(),
        blocksHeld.getAcquire(),
        version == NO_VERSION ? OptionalLong.empty() : OptionalLong.of(version));
  }

  /**
   * The counters at one moment.
   *
   * @param steps environment steps sampled
   * @param busyNanos nanoseconds spent in sampling and encoding
   * @param blockBytes bytes of blocks sent
   * @param policyBytes bytes of policies received
   * @param refused blocks refused, duplicates not counted
   * @param reconnects connections to a learner opened after a loss
   * @param laneRestarts lanes that lost their episode because it could not be restored
   * @param blocksHeld blocks held now
   * @param policyVersion version of the last policy received
   */
  record Reading(
      long steps,
      long busyNanos,
      long blockBytes,
      long policyBytes,
      long refused,
      long reconnects,
      long laneRestarts,
      int blocksHeld,
      OptionalLong policyVersion) {}
}
