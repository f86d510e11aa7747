package io.belay.learner.metrics;

import io.belay.control.IterationReport;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.service.OfferedBytes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * All meters of a learner's process that stands by or is active.
 *
 * <p>Told by any thread, one at a time; read by any.
 */
public final class LearnerMetrics implements MeterBinder {
  private final StandingMetrics standing = new StandingMetrics();
  private final BroadcastMetrics broadcast;
  private final IntakeMetrics intake;
  private final ProgressMetrics progress = new ProgressMetrics();

  /**
   * Meters of what a process has for its whole life.
   *
   * @param broadcast gives policies to its subscribers
   * @param offered counts what workers send
   */
  public LearnerMetrics(PolicyBroadcast broadcast, OfferedBytes offered) {
    this.broadcast = new BroadcastMetrics(broadcast);
    this.intake = new IntakeMetrics(offered);
  }

  /** The learner of this process became the active one, or stands by. */
  public void active(boolean is) {
    standing.active(is);
  }

  /** The learner of this process completed an iteration. */
  public void completed(IterationReport report) {
    broadcast.completed(report);
    progress.completed(report);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    standing.bindTo(registry);
    broadcast.bindTo(registry);
    intake.bindTo(registry);
    progress.bindTo(registry);
  }
}
