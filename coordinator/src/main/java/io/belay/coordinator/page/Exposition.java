package io.belay.coordinator.page;

import org.jspecify.annotations.Nullable;

/** The two text formats that Prometheus reads. */
enum Exposition {
  /**
   * <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus text
   * format</a>, the default.
   */
  PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
  /**
   * <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics</a>, for those
   * that accept it.
   */
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final String contentType;

  Exposition(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** The format for a request with this {@code Accept} header. */
  static Exposition accepted(@Nullable String accept) {
    return accept != null && accept.contains("application/openmetrics-text")
        ? OPEN_METRICS
        : PROMETHEUS;
  }
}
