/**
 * The coordinator's gRPC edge: sessions of workers as streams of {@code belay.v1} messages.
 *
 * <p>It converts and bounds; what a message means is the actor's business.
 */
@NullMarked
package io.belay.coordinator.service;

import org.jspecify.annotations.NullMarked;
