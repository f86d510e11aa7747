/**
 * Workers' sessions: who is there, what they offer, how fast they are, when they were last heard.
 *
 * <p>Time is a parameter; the connection is behind {@link io.belay.coordinator.worker.WorkerLink}.
 */
@NullMarked
package io.belay.coordinator.worker;

import org.jspecify.annotations.NullMarked;
