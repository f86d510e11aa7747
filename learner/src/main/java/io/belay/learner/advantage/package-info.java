/** Advantage estimators: pure functions over time-major arrays of one batch. */
@NullMarked
package io.belay.learner.advantage;

import org.jspecify.annotations.NullMarked;
