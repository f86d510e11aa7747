package io.belay.coordinator.metrics;

import io.belay.control.IterationReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Episodes that ended: how many, how long, how good. */
final class EpisodeMetrics {
  private static final double[] LENGTHS = {
    10, 25, 50, 100, 150, 200, 300, 400, 500, 1000, 2000, 5000
  };

  private final MeterRegistry registry;
  private final Tags tags;
  private final ReturnHistogram returns;
  private final DistributionSummary lengths;
  private final Counter truncated;
  private final ReportedNumber returnMean;
  private final ReportedNumber lengthMean;
  private final ReportedQuantiles returnQuantiles;
  private final ReportedQuantiles lengthQuantiles;
  private boolean counted;
  private volatile long episodes;

  EpisodeMetrics(MeterRegistry registry, Tags tags, ReturnHistogram returns) {
    this.registry = registry;
    this.tags = tags;
    this.returns = returns;
    truncated =
        Counter.builder("belay.episodes.truncated")
            .description("Training episodes that ended from outside, by a time limit")
            .tags(tags)
            .register(registry);
    lengths =
        DistributionSummary.builder("belay.episode.length")
            .description("Length of training episodes")
            .baseUnit("steps")
            .serviceLevelObjectives(LENGTHS)
            .tags(tags)
            .register(registry);
    returnMean =
        new ReportedNumber(
            registry,
            "belay.episode.return.mean",
            null,
            "Mean undiscounted return of the last 100 training episodes",
            tags);
    lengthMean =
        new ReportedNumber(
            registry,
            "belay.episode.length.mean",
            "steps",
            "Mean length of the last 100 training episodes",
            tags);
    returnQuantiles =
        new ReportedQuantiles(
            registry,
            "belay.episode.return.quantile",
            null,
            "Quantiles of the undiscounted returns of the last 100 training episodes",
            tags);
    lengthQuantiles =
        new ReportedQuantiles(
            registry,
            "belay.episode.length.quantile",
            "steps",
            "Quantiles of the lengths of the last 100 training episodes",
            tags);
  }

  void record(IterationReport report) {
    episodes = Math.max(episodes, report.episodes());
    returnMean.set(report.returnMean());
    lengthMean.set(report.episodeLengthMean());
    returnQuantiles.set(report.returnQuantiles());
    lengthQuantiles.set(report.lengthQuantiles());
    for (double episodeReturn : report.episodeReturns()) {
      returns.observe(episodeReturn);
    }
    for (int length : report.episodeLengths()) {
      lengths.record(length);
    }
    if (report.truncations() > 0) {
      truncated.increment(report.truncations());
    }
    if (!counted) {
      counted = true;
      registerCounter();
    }
  }

  /** Only now, because a run that was resumed begins far above 0. */
  private void registerCounter() {
    FunctionCounter.builder("belay.episodes", this, metrics -> metrics.episodes)
        .description("Training episodes that ended, terminated or truncated")
        .baseUnit("episodes")
        .tags(tags)
        .register(registry);
  }
}
