package io.belay.coordinator.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The distribution of undiscounted episode returns, as a Prometheus histogram.
 *
 * <p>A Micrometer summary drops negative amounts, and the returns of half the classic tasks are
 * negative; hence a collector of its own in the registry that Micrometer writes to. Because returns
 * may be negative its sum may fall: the mean return is a gauge of its own.
 *
 * <p>Observed by one thread, collected by any.
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
  private final AtomicLongArray counts = new AtomicLongArray(UPPER_BOUNDS.length);
  private volatile double sum;

  ReturnHistogram(PrometheusRegistry registry, RunTags tags) {
    this.registry = registry;
    labels =
        Labels.of(
            RunTags.RUN, tags.run(),
            RunTags.ENVIRONMENT, tags.environment(),
            RunTags.ALGORITHM, tags.algorithm());
    registry.register(this);
  }

  void observe(double episodeReturn) {
    int bucket = 0;
    while (episodeReturn > UPPER_BOUNDS[bucket]) {
      bucket++;
    }
    counts.incrementAndGet(bucket);
    double before = sum;
    sum = before + episodeReturn;
  }

  @Override
  public MetricSnapshot collect() {
    long[] inBucket = new long[UPPER_BOUNDS.length];
    for (int i = 0; i < inBucket.length; i++) {
      inBucket[i] = counts.get(i);
    }
    return HistogramSnapshot.builder()
        .name(getPrometheusName())
        .help(DESCRIPTION)
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(UPPER_BOUNDS, inBucket))
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
