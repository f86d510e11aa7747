/**
 * The worker's ends of its gRPC streams: one connection to the coordinator, one to the learner.
 *
 * <p>A connection lives once: when it is lost it says so, once, and whoever owns it opens another
 * after a {@link io.belay.worker.client.ReconnectBackoff}. Listeners are called on transport
 * threads and only tell actors.
 */
@NullMarked
package io.belay.worker.client;

import org.jspecify.annotations.NullMarked;
