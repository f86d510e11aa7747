/**
 * Who samples which block: a pure planner, told everything it may depend on.
 *
 * <p>Nothing here knows an actor, a clock or a connection; the coordinator's actor turns plans into
 * messages.
 */
@NullMarked
package io.belay.coordinator.lease;

import org.jspecify.annotations.NullMarked;
