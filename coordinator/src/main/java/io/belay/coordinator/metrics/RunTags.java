package io.belay.coordinator.metrics;

import io.belay.coordinator.run.RunEvent;
import io.micrometer.core.instrument.Tags;

/**
 * What every meter of a run is tagged with.
 *
 * @param run id of the run
 * @param environment id of its environment
 * @param algorithm name of its algorithm
 */
record RunTags(String run, String environment, String algorithm) {
  /** The tag that tells meters of a run from those of the process. */
  static final String RUN = "run";

  static final String ENVIRONMENT = "environment";
  static final String ALGORITHM = "algorithm";

  static RunTags of(RunEvent.Submitted submitted) {
    return new RunTags(submitted.runId(), submitted.environment(), submitted.algorithm());
  }

  Tags toTags() {
    return Tags.of(RUN, run, ENVIRONMENT, environment, ALGORITHM, algorithm);
  }
}
