package io.belay.coordinator.metrics;

import io.belay.coordinator.run.RunEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All meters of a coordinator: those of the process from the start, those of a run from its
 * submission until the next one's.
 *
 * <p>Events come from one thread at a time; scrapes may come from any.
 */
final class CoordinatorMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LongSupplier nanoTime;
  private final WorkerMetrics workers;
  private final HeartbeatMetrics heartbeats;
  private final QueueMetrics queues;
  private final SubmissionMetrics submissions;
  private final ProcessMetrics process;
  private final Counter dropped;
  private @Nullable RunMeters run;

  /**
   * @param version of Belay
   * @param role of the process
   * @param nanoTime a clock that never goes backwards, in nanoseconds; read by any thread
   */
  CoordinatorMetrics(String version, String role, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    process = new ProcessMetrics(registry, version, role);
    workers = new WorkerMetrics(registry);
    heartbeats = new HeartbeatMetrics(registry);
    queues = new QueueMetrics(registry);
    submissions = new SubmissionMetrics(registry);
    dropped =
        Counter.builder("belay.metrics.events.dropped")
            .description("Events that came before the meters and did not fit into their queue")
            .register(registry);
  }

  /**
   * Something happened.
   *
   * @param nanos when, by the clock
   */
  void onEvent(RunEvent event, long nanos) {
    switch (event) {
      case RunEvent.WorkerJoined joined -> workers.joined(joined.workers());
      case RunEvent.WorkerReported sign -> heartbeats.reported(sign);
      case RunEvent.WorkerDraining unused -> workers.draining();
      case RunEvent.WorkerLeft left -> {
        workers.left(left.workers());
        heartbeats.gone(left.workerId());
      }
      case RunEvent.WorkerLost lost -> {
        workers.lost(lost.workers());
        heartbeats.gone(lost.workerId());
      }
      case RunEvent.RunsQueued runsQueued -> queues.queued(runsQueued);
      case RunEvent.SubmissionRefused refused -> submissions.refused(refused.reason());
      case RunEvent.Submitted submitted -> onSubmitted(submitted);
      case RunEvent.OfRun ofRun -> {
        if (ofRun instanceof RunEvent.Progress progress) {
          heartbeats.policyMade(progress.report().version());
          queues.record(progress.report());
        }
        if (run != null) {
          run.onEvent(ofRun, nanos);
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
    heartbeats.runBegan();
    run = new RunMeters(registry, submitted, nanoTime);
  }
}
