/**
 * What a run's curves look like, at bounded size however long the run goes on: pure arithmetic,
 * without clock, thread or wire.
 */
@NullMarked
package io.belay.coordinator.page.history;

import org.jspecify.annotations.NullMarked;
