package io.belay.coordinator.metrics;

import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All meters of a coordinator: those of the process from the start, those of a run from its
 * submission until the next one's.
 *
 * <p>Events come from one thread at a time; scrapes may come from any.
 */
final class CoordinatorMetrics implements RunListener, AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final WorkerMetrics workers;
  private final ProcessMetrics process;
  private final Counter dropped;
  private @Nullable RunMeters run;

  CoordinatorMetrics(String version) {
    workers = new WorkerMetrics(registry);
    process = new ProcessMetrics(registry, version);
    dropped =
        Counter.builder("belay.metrics.events.dropped")
            .description("Events that came before the meters and did not fit into their queue")
            .register(registry);
  }

  @Override
  public void onEvent(RunEvent event) {
    switch (event) {
      case RunEvent.WorkerJoined joined -> workers.joined(joined.workers());
      case RunEvent.RunsQueued unused -> {}
      case RunEvent.WorkerReported unused -> {}
      case RunEvent.WorkerDraining unused -> workers.draining();
      case RunEvent.WorkerLeft left -> workers.left(left.workers());
      case RunEvent.WorkerLost lost -> workers.lost(lost.workers());
      case RunEvent.Submitted submitted -> onSubmitted(submitted);
      case RunEvent.OfRun ofRun -> {
        if (run != null) {
          run.onEvent(ofRun);
        }
      }
    }
  }

  /**
   * All meters as text.
   *
   * @param contentType one that Prometheus' own writers know, with its version
   */
  String scrape(String contentType) {
    return registry.scrape(contentType);
  }

  /** Counts events that no meter saw. */
  void dropped(long events) {
    dropped.increment(events);
  }

  List<Meter> meters() {
    return registry.getMeters();
  }

  @Override
  public void close() {
    process.close();
    registry.close();
  }

  private void onSubmitted(RunEvent.Submitted submitted) {
    if (run != null) {
      run.close();
    }
    workers.wanted(submitted.workersWanted());
    run = new RunMeters(registry, submitted);
  }
}
