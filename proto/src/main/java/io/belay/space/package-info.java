/**
 * Spaces of observations and actions, and what a run needs to know of an environment to shape its
 * policy.
 *
 * <p>They are protocol: a worker and a learner that disagreed about a space would read each other's
 * arrays wrongly.
 */
@NullMarked
package io.belay.space;

import org.jspecify.annotations.NullMarked;
