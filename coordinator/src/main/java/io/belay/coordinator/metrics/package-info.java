/**
 * The coordinator's meters, one class a subject, fed by what observers of a run are told.
 *
 * <p>Names are under {@code belay.} in base units. Tags are bounded: run, environment, algorithm,
 * and a few reasons, phases and states; never a worker, a version or an episode.
 */
@NullMarked
package io.belay.coordinator.metrics;

import org.jspecify.annotations.NullMarked;
