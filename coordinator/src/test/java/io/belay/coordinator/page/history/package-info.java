/** What is kept of curves, by hand and against plain arithmetic. */
@NullMarked
package io.belay.coordinator.page.history;

import org.jspecify.annotations.NullMarked;
