package io.belay.coordinator.metrics;

import io.belay.control.IterationReport;
import io.belay.coordinator.run.RunEvent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.LongSupplier;

/** Meters of one run, from its submission until the next run's. */
final class RunMeters implements AutoCloseable {
  private final PrometheusMeterRegistry registry;
  private final RunMetrics progress;
  private final IterationMetrics iterations;
  private final EpisodeMetrics episodes;
  private final LearningMetrics learning;
  private final TrustRegionMetrics trustRegion;
  private final FiniteMdpMetrics finiteMdp;
  private final BlockMetrics blocks;
  private final LeaseMetrics leases;
  private final CheckpointMetrics checkpoints;
  private final ReturnHistogram returns;

  RunMeters(PrometheusMeterRegistry registry, RunEvent.Submitted submitted, LongSupplier nanoTime) {
    this.registry = registry;
    RunTags runTags = RunTags.of(submitted);
    Tags tags = runTags.toTags();
    returns = new ReturnHistogram(registry.getPrometheusRegistry(), runTags);
    progress = new RunMetrics(registry, tags);
    iterations = new IterationMetrics(registry, tags);
    episodes = new EpisodeMetrics(registry, tags, returns);
    learning = new LearningMetrics(registry, tags);
    trustRegion = new TrustRegionMetrics(registry, tags);
    finiteMdp = new FiniteMdpMetrics(registry, tags);
    blocks = new BlockMetrics(registry, tags);
    leases = new LeaseMetrics(registry, tags, submitted.blocks());
    checkpoints = new CheckpointMetrics(registry, tags, nanoTime);
  }

  /**
   * @param nanos when it happened, by the clock
   */
  void onEvent(RunEvent.OfRun event, long nanos) {
    switch (event) {
      case RunEvent.PhaseChanged changed -> onPhase(changed);
      case RunEvent.LeasesChanged changed -> leases.changed(changed);
      case RunEvent.BlockFailed unused -> blocks.failed();
      case RunEvent.LanesRestarted restarted -> blocks.lanesRestarted(restarted.lanes());
      case RunEvent.BlockAdmitted unused -> blocks.admitted();
      case RunEvent.BlockRefused refused -> blocks.refused(refused.reason());
      case RunEvent.Checkpoint checkpoint -> checkpoints.record(checkpoint.success(), nanos);
      case RunEvent.Progress iteration -> onProgress(iteration);
      case RunEvent.Described unused -> {}
      case RunEvent.BlocksHeld unused -> {}
      case RunEvent.PolicyEvaluated unused -> {}
      // The phase says the same.
      case RunEvent.Ended unused -> {}
      case RunEvent.Failed failed -> {
        if (failed.notFinite()) {
          learning.notFinite();
        }
      }
    }
  }

  private void onPhase(RunEvent.PhaseChanged changed) {
    progress.phase(changed.state().phase());
    if (changed.state().phase().terminal()) {
      leases.ended();
      checkpoints.ended();
    }
  }

  private void onProgress(RunEvent.Progress iteration) {
    IterationReport report = iteration.report();
    progress.record(report);
    iterations.record(report);
    episodes.record(report);
    learning.record(report);
    trustRegion.record(report);
    finiteMdp.record(report);
  }

  @Override
  public void close() {
    returns.close();
    for (Meter meter : registry.getMeters()) {
      if (meter.getId().getTag(RunTags.RUN) != null) {
        registry.remove(meter);
      }
    }
  }
}
