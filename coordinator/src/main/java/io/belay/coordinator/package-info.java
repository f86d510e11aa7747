/** The coordinator: an actor that owns the runs, the workers' sessions and the leases. */
@NullMarked
package io.belay.coordinator;

import org.jspecify.annotations.NullMarked;
