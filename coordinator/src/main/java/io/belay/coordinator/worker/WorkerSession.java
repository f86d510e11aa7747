package io.belay.coordinator.worker;

import io.belay.coordinator.lease.WorkerCapacity;
import io.belay.session.FromWorker.Heartbeat;
import io.belay.session.FromWorker.Register;
import io.belay.space.EnvironmentSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One registered worker: what it offers, when it was last heard, how fast it samples. */
public final class WorkerSession {
  /**
   * Weight of the newest measurement; the ones before fade as 0.7ⁿ, so that about three heartbeats
   * count.
   */
  private static final double NEWEST_WEIGHT = 0.3;

  /** Above this idle ratio the time that was spent sampling is too short to measure a speed by. */
  private static final double TOO_IDLE = 0.95;

  /**
   * Heartbeats in a row without a step after which a measurement is forgotten. Otherwise a worker
   * that was slow for a while, and whose share went to none, could never show that it is not.
   */
  private static final int FORGOTTEN_AFTER = 30;

  private final WorkerLink link;
  private final String sessionId;
  private final Register registration;
  private final Instant since;
  private Instant lastSeen;
  private double stepsPerSecond;
  private int heartbeatsWithoutSteps;
  private boolean draining;
  private @Nullable String assignedRun;

  WorkerSession(WorkerLink link, String sessionId, Register registration, Instant now) {
    this.link = link;
    this.sessionId = sessionId;
    this.registration = registration;
    this.since = now;
    this.lastSeen = now;
  }

  /** Notes that the worker lives. */
  public void heard(Instant now) {
    lastSeen = now;
  }

  /**
   * Notes a worker's own measurement: its speed while it sampled, waiting left out, so that a
   * worker that waits for slower ones does not look slow itself. One that has long had nothing to
   * sample counts as not measured.
   */
  public void measured(Heartbeat heartbeat) {
    heartbeatsWithoutSteps = heartbeat.stepsPerSecond() > 0 ? 0 : heartbeatsWithoutSteps + 1;
    if (heartbeatsWithoutSteps >= FORGOTTEN_AFTER) {
      stepsPerSecond = 0;
    }
    if (heartbeat.stepsPerSecond() > 0 && heartbeat.idleRatio() <= TOO_IDLE) {
      double newest = heartbeat.stepsPerSecond() / (1 - heartbeat.idleRatio());
      stepsPerSecond =
          stepsPerSecond == 0 ? newest : stepsPerSecond + NEWEST_WEIGHT * (newest - stepsPerSecond);
    }
  }

  /**
   * Notes that the worker was too late with a block: whatever it measured, it is not that fast now,
   * until it measures itself again or its measurement is forgotten.
   */
  public void fellBehind() {
    stepsPerSecond /= 2;
  }

  /** Goes on from a session of the same process: its speed is still known. */
  void succeed(WorkerSession former) {
    stepsPerSecond = former.stepsPerSecond;
  }

  /** Notes that the worker is going. */
  public void drain() {
    draining = true;
  }

  /** Notes the run that the worker has been told of; true where it is news. */
  public boolean assign(String runId) {
    boolean news = !runId.equals(assignedRun);
    assignedRun = runId;
    return news;
  }

  /** Notes that the worker has no run any more; true where it had this one. */
  public boolean unassign(String runId) {
    boolean had = runId.equals(assignedRun);
    if (had) {
      assignedRun = null;
    }
    return had;
  }

  /** The environment as this worker offers it. */
  public Optional<EnvironmentSpec> environment(String id) {
    return registration.environments().stream().filter(spec -> spec.id().equals(id)).findFirst();
  }

  /** What the lease planner knows of this worker. */
  public WorkerCapacity capacity() {
    return new WorkerCapacity(workerId(), registration.slots(), stepsPerSecond, draining);
  }

  /** The worker's process. */
  String instanceId() {
    return registration.instanceId();
  }

  /** The run whose blocks the worker still sampled when it registered; empty where none. */
  public String heldRunId() {
    return registration.heldRunId();
  }

  /** The blocks that it still sampled when it registered. */
  public List<Integer> heldBlocks() {
    return registration.heldBlocks();
  }

  /** Its speed while it samples; 0 while unknown. */
  public double stepsPerSecond() {
    return stepsPerSecond;
  }

  public String workerId() {
    return registration.workerId();
  }

  public String sessionId() {
    return sessionId;
  }

  public WorkerLink link() {
    return link;
  }

  public int slots() {
    return registration.slots();
  }

  public boolean draining() {
    return draining;
  }

  /** When the session began. */
  public Instant since() {
    return since;
  }

  /** When the worker was last heard. */
  public Instant lastSeen() {
    return lastSeen;
  }
}
