/**
 * The coordinator's HTTP endpoint: the live page, metrics, liveness, readiness.
 *
 * <p>It reads and never changes anything.
 */
@NullMarked
package io.belay.coordinator.page;

import org.jspecify.annotations.NullMarked;
