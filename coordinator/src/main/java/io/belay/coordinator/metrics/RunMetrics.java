package io.belay.coordinator.metrics;

import io.belay.control.IterationReport;
import io.belay.coordinator.run.RunPhase;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where a run stands: phase, iterations, steps, policy version and lag, and where an iteration's
 * time goes.
 */
final class RunMetrics {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final BoundedTag<Timer> phases;
  private volatile RunPhase phase = RunPhase.WAITING_FOR_WORKERS;
  private volatile long iterations;
  private volatile long environmentSteps;
  private volatile long policyVersion;
  private volatile long policyLag;

  RunMetrics(MeterRegistry registry, Tags tags) {
    for (RunPhase each : RunPhase.values()) {
      Gauge.builder("belay.run.state", this, run -> run.phase == each ? 1 : 0)
          .description("1 for the state that the run is in, 0 for the others")
          .tags(tags.and("state", each.name().toLowerCase(Locale.ROOT)))
          .register(registry);
    }
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
    Gauge.builder("belay.policy.version", this, run -> run.policyVersion)
        .description("Version of the newest policy")
        .tags(tags)
        .register(registry);
    Gauge.builder("belay.policy.lag", this, run -> run.policyLag)
        .description("Versions between the policy that sampled the last batch and the one updated")
        .baseUnit("versions")
        .tags(tags)
        .register(registry);
    phases =
        new BoundedTag<>(name ->
            Timer.builder("belay.iteration.phase")
                .description("Time of an iteration by phase")
                .tags(tags.and("phase", name))
                .register(registry));
  }

  void phase(RunPhase phase) {
    this.phase = phase;
  }

  void record(IterationReport report) {
    iterations = report.iteration() + 1L;
    environmentSteps = report.environmentSteps();
    policyVersion = report.version();
    policyLag = report.policyLag();
    for (Map.Entry<String, Double> entry : report.phaseSeconds().entrySet()) {
      phases.of(entry.getKey()).record((long) (entry.getValue() * NANOS), TimeUnit.NANOSECONDS);
    }
  }
}
