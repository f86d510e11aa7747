package io.belay.learner;

import io.belay.control.IterationReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Where the time of an iteration goes, and the training seconds of the run.
 *
 * <p>Training time begins when {@link #start} was last called, at the first subscription of a
 * worker to the run's policies, and goes on from what earlier processes spent.
 */
final class PhaseClock {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private final double earlierSeconds;
  private long startNanos;
  private long lapNanos;
  private long publishedNanos;
  private Map<String, Double> phases = new LinkedHashMap<>();

  PhaseClock(LongSupplier nanoTime, double earlierSeconds) {
    this.nanoTime = nanoTime;
    this.earlierSeconds = earlierSeconds;
  }

  void start() {
    startNanos = nanoTime.getAsLong();
    lapNanos = startNanos;
    publishedNanos = startNanos;
    phases = new LinkedHashMap<>();
  }

  /** The policy of the next iteration is about to be published, at the end of the last lap. */
  void publishing() {
    publishedNanos = lapNanos;
  }

  /**
   * Notes the phase from the publication of the policy that sampled the batch, or from the start,
   * to the last block's admission; it does not move the others.
   */
  void sampled(long lastAdmissionNanos) {
    phases.put(IterationReport.SAMPLE, (lastAdmissionNanos - publishedNanos) / NANOS_PER_SECOND);
  }

  /** Ends a phase that began where the one before it ended. */
  void lap(String phase) {
    long now = nanoTime.getAsLong();
    phases.put(phase, (now - lapNanos) / NANOS_PER_SECOND);
    lapNanos = now;
  }

  /** Training seconds of the run up to the last lap. */
  double seconds() {
    return earlierSeconds + (lapNanos - startNanos) / NANOS_PER_SECOND;
  }

  /** The phases since this was last asked, in the order in which they ended. */
  Map<String, Double> takePhases() {
    Map<String, Double> taken = phases;
    phases = new LinkedHashMap<>();
    return taken;
  }
}
