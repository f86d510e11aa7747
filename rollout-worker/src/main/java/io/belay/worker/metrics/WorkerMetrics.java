package io.belay.worker.metrics;

import io.belay.worker.SamplingCounters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** All meters of a worker's process. */
public final class WorkerMetrics implements MeterBinder {
  private final SamplingMetrics sampling;
  private final LinkMetrics links;

  /**
   * @param counters what the worker counts
   */
  public WorkerMetrics(SamplingCounters counters) {
    sampling = new SamplingMetrics(counters);
    links = new LinkMetrics(counters);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    sampling.bindTo(registry);
    links.bindTo(registry);
  }
}
