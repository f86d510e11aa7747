package io.belay.coordinator.metrics;

import io.belay.control.IterationReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Episodes that ended: how many, how long, how good. */
final class EpisodeMetrics {
  private static final double[] LENGTHS = {
    10, 25, 50, 100, 150, 200, 300, 400, 500, 1000, 2000, 5000
  };

  private final ReturnHistogram returns;
  private final DistributionSummary lengths;
  private final Counter truncated;
  private volatile long episodes;
  private volatile double returnMean = Double.NaN;
  private volatile double lengthMean = Double.NaN;

  EpisodeMetrics(MeterRegistry registry, Tags tags, ReturnHistogram returns) {
    this.returns = returns;
    FunctionCounter.builder("belay.episodes", this, metrics -> metrics.episodes)
        .description("Training episodes that ended, terminated or truncated")
        .baseUnit("episodes")
        .tags(tags)
        .register(registry);
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
    Gauge.builder("belay.episode.return.mean", this, metrics -> metrics.returnMean)
        .description("Mean undiscounted return of the last 100 training episodes")
        .tags(tags)
        .register(registry);
    Gauge.builder("belay.episode.length.mean", this, metrics -> metrics.lengthMean)
        .description("Mean length of the last 100 training episodes")
        .baseUnit("steps")
        .tags(tags)
        .register(registry);
  }

  void record(IterationReport report) {
    episodes = report.episodes();
    returnMean = report.returnMean();
    lengthMean = report.episodeLengthMean();
    for (double episodeReturn : report.episodeReturns()) {
      returns.observe(episodeReturn);
    }
    for (int length : report.episodeLengths()) {
      lengths.record(length);
    }
    if (report.truncations() > 0) {
      truncated.increment(report.truncations());
    }
  }
}
