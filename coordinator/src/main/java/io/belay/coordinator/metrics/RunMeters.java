package io.belay.coordinator.metrics;

import io.belay.coordinator.run.RunEvent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Meters of one run, from its submission until the next run's. */
final class RunMeters implements AutoCloseable {
  private final PrometheusMeterRegistry registry;
  private final RunMetrics progress;
  private final EpisodeMetrics episodes;
  private final LearningMetrics learning;
  private final BlockMetrics blocks;
  private final LeaseMetrics leases;
  private final CheckpointMetrics checkpoints;
  private final ReturnHistogram returns;

  RunMeters(PrometheusMeterRegistry registry, RunEvent.Submitted submitted) {
    this.registry = registry;
    RunTags runTags = RunTags.of(submitted);
    Tags tags = runTags.toTags();
    returns = new ReturnHistogram(registry.getPrometheusRegistry(), runTags);
    progress = new RunMetrics(registry, tags);
    episodes = new EpisodeMetrics(registry, tags, returns);
    learning = new LearningMetrics(registry, tags);
    blocks = new BlockMetrics(registry, tags);
    leases = new LeaseMetrics(registry, tags, submitted.blocks());
    checkpoints = new CheckpointMetrics(registry, tags);
  }

  void onEvent(RunEvent.OfRun event) {
    switch (event) {
      case RunEvent.PhaseChanged changed -> onPhase(changed);
      case RunEvent.LeasesChanged changed -> leases.changed(changed);
      case RunEvent.BlockFailed unused -> blocks.failed();
      case RunEvent.LanesRestarted restarted -> blocks.lanesRestarted(restarted.lanes());
      case RunEvent.BlockAdmitted unused -> blocks.admitted();
      case RunEvent.BlockRefused refused -> blocks.refused(refused.reason());
      case RunEvent.Checkpoint checkpoint -> checkpoints.record(checkpoint.success());
      case RunEvent.Progress iteration -> onProgress(iteration);
      case RunEvent.Described unused -> {}
      case RunEvent.BlocksHeld unused -> {}
      case RunEvent.PolicyEvaluated unused -> {}
      // The phase says the same.
      case RunEvent.Ended unused -> {}
      case RunEvent.Failed unused -> {}
    }
  }

  private void onPhase(RunEvent.PhaseChanged changed) {
    progress.phase(changed.state().phase());
    if (changed.state().phase().terminal()) {
      leases.ended();
    }
  }

  private void onProgress(RunEvent.Progress iteration) {
    progress.record(iteration.report());
    episodes.record(iteration.report());
    learning.record(iteration.report());
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
