package io.belay.coordinator.page;

/**
 * Where the page gets its metrics from. Called on one of the page's threads; may wait, not for
 * long.
 */
@FunctionalInterface
public interface MetricsSource {

  /**
   * All metrics as text.
   *
   * @param contentType {@link Exposition#contentType()} of the format asked for
   */
  String scrape(String contentType);
}
