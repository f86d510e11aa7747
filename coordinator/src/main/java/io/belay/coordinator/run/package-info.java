/**
 * A run as its coordinator sees it: the phases of its life, and the events that observers are told.
 *
 * <p>Nothing here knows an actor or a connection.
 */
@NullMarked
package io.belay.coordinator.run;

import org.jspecify.annotations.NullMarked;
