package io.belay.coordinator.metrics;

import io.belay.control.IterationReport;
import io.belay.coordinator.run.RunPhase;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;

/** Where a run stands: phase, iterations, steps, policy version and lag. */
final class RunMetrics {
  private final MeterRegistry registry;
  private final Tags tags;
  private final ReportedNumber policyVersion;
  private final ReportedNumber policyLag;
  private boolean counted;
  private volatile RunPhase phase = RunPhase.WAITING_FOR_WORKERS;
  private volatile long iterations;
  private volatile long environmentSteps;

  RunMetrics(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
    for (RunPhase each : RunPhase.values()) {
      Gauge.builder("belay.run.state", this, run -> run.phase == each ? 1 : 0)
          .description("1 for the state that the run is in, 0 for the others")
          .tags(tags.and("state", each.name().toLowerCase(Locale.ROOT)))
          .register(registry);
    }
    policyVersion =
        new ReportedNumber(
            registry, "belay.policy.version", null, "Version of the newest policy", tags);
    policyLag =
        new ReportedNumber(
            registry,
            "belay.policy.lag",
            "versions",
            "Versions between the policy that sampled the last batch and the one updated",
            tags);
  }

  void phase(RunPhase phase) {
    this.phase = phase;
  }

  void record(IterationReport report) {
    // Not less than before: what a learner does again from its checkpoint is not counted twice, and
    // a counter that falls is taken for one that began anew.
    iterations = Math.max(iterations, report.iteration() + 1L);
    environmentSteps = Math.max(environmentSteps, report.environmentSteps());
    policyVersion.set(report.version());
    policyLag.set(report.policyLag());
    if (!counted) {
      counted = true;
      registerCounters();
    }
  }

  /**
   * Only now, because a run that was resumed begins far above 0, which would look like a leap in
   * one scrape.
   */
  private void registerCounters() {
    FunctionCounter.builder("belay.iterations", this, run -> run.iterations)
        .description("Iterations completed, over all processes that worked on the run")
        .baseUnit("iterations")
        .tags(tags)
        .register(registry);
    FunctionCounter.builder("belay.environment.steps", this, run -> run.environmentSteps)
        .description("Environment steps sampled, over all lanes")
        .baseUnit("steps")
        .tags(tags)
        .register(registry);
  }
}
