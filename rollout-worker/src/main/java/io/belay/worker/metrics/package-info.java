/**
 * The meters of a worker's process, one class a subject.
 *
 * <p>They read the plain counters that heartbeats are made of when they are scraped; nothing is
 * done for them while the worker samples.
 */
@NullMarked
package io.belay.worker.metrics;

import org.jspecify.annotations.NullMarked;
