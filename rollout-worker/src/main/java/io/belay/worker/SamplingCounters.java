package io.belay.worker;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a worker did since it started. Written by its sampling thread and its actor, read for
 * heartbeats and by any thread for meters.
 */
public final class SamplingCounters {
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
  private volatile double outboxFill;
  private volatile double idleRatio;
  private volatile boolean registered;

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

  void outbox(double fill) {
    outboxFill = fill;
  }

  void idle(double ratio) {
    idleRatio = ratio;
  }

  void registered(boolean is) {
    registered = is;
  }

  /** Share of the sampled blocks that no learner has taken yet, in [0, 1]. */
  public double outboxFill() {
    return outboxFill;
  }

  /** Idle ratio of the last heartbeat, in [0, 1]; 0 before the first. */
  public double idleRatio() {
    return idleRatio;
  }

  /** Whether the worker is registered with a coordinator. */
  public boolean registered() {
    return registered;
  }

  /** The counters now. */
  public Reading read() {
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
  public record Reading(
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
