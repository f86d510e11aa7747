package io.belay.deploy.role;

import io.belay.coordinator.metrics.ProcessMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a learner or a worker shows: the meters of its role and those of its process.
 *
 * <p>They are made at the first scrape, since that takes up to a second of processor time in a
 * fresh JVM; nothing is lost by it, because they only read what is counted anyway.
 */
final class RoleMeters implements AutoCloseable {
  private final String version;
  private final String role;
  private final MeterBinder meters;
  private @Nullable PrometheusMeterRegistry registry;
  private @Nullable ProcessMetrics process;

  RoleMeters(String version, String role, MeterBinder meters) {
    this.version = version;
    this.role = role;
    this.meters = meters;
  }

  /** All meters as text. */
  String scrape(String contentType) {
    return registry().scrape(contentType);
  }

  private synchronized PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry known = registry;
    if (known == null) {
      known = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      process = new ProcessMetrics(known, version, role);
      meters.bindTo(known);
      registry = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      process.close();
    }
    if (registry != null) {
      registry.close();
    }
  }
}
