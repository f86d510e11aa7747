package io.belay.coordinator.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * The distribution of undiscounted episode returns, as a Prometheus histogram.
 *
 * <p>A Micrometer summary drops negative amounts, and the returns of half the classic tasks are
 * negative; hence a collector of its own in the registry that Micrometer writes to. Because returns
 * may be negative its sum may fall: the mean return is a gauge of its own.
 *
 * <p>Observed and collected by any thread; a collection sees every observation whole or not at all.
 */
final class ReturnHistogram implements Collector, AutoCloseable {
  static final String NAME = "belay.episode.return";
  static final String DESCRIPTION = "Undiscounted return of training episodes";

  /** Symmetric where tasks differ by sign, and finer towards 500, where CartPole's returns end. */
  private static final double[] UPPER_BOUNDS = {
    -1500,
    -1000,
    -500,
    -200,
    -100,
    -50,
    0,
    50,
    100,
    200,
    300,
    400,
    500,
    1000,
    Double.POSITIVE_INFINITY
  };

  private final PrometheusRegistry registry;
  private final Labels labels;
  private final long[] counts = new long[UPPER_BOUNDS.length];
  private double sum;

  ReturnHistogram(PrometheusRegistry registry, RunTags tags) {
    this.registry = registry;
    labels =
        Labels.of(
            RunTags.RUN, tags.run(),
            RunTags.ENVIRONMENT, tags.environment(),
            RunTags.ALGORITHM, tags.algorithm());
    registry.register(this);
  }

  synchronized void observe(double episodeReturn) {
    int bucket = 0;
    while (episodeReturn > UPPER_BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    sum += episodeReturn;
  }

  @Override
  public synchronized MetricSnapshot collect() {
    return HistogramSnapshot.builder()
        .name(getPrometheusName())
        .help(DESCRIPTION)
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(UPPER_BOUNDS, counts))
                .sum(sum)
                .build())
        .build();
  }

  @Override
  public String getPrometheusName() {
    return NAME.replace('.', '_');
  }

  @Override
  public void close() {
    registry.unregister(this);
  }
}
