/**
 * What the live page shows of a run: everything that observers are told, at bounded size, and what
 * has changed since a watcher last looked.
 *
 * <p>The run writes and watchers read, each for a few microseconds under one lock; text is made
 * outside of it.
 */
@NullMarked
package io.belay.coordinator.page.live;

import org.jspecify.annotations.NullMarked;
