package io.belay.worker;

import io.belay.session.FromCoordinator.RunAssignment;

/** Makes the source of an assigned run. */
@FunctionalInterface
interface RunSources {

  /**
   * The run's source.
   *
   * @throws io.belay.error.BelayException where the recipe cannot be read or this worker does not
   *     offer the run's environment
   */
  RunSource open(RunAssignment assignment);
}
