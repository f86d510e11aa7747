/**
 * The newest policy to every subscriber, each at its own pace.
 *
 * <p>A policy is encoded once and its message shared; a subscriber that is slow misses versions,
 * never memory.
 */
@NullMarked
package io.belay.learner.broadcast;

import org.jspecify.annotations.NullMarked;
