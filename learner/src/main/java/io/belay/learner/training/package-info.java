/**
 * The training of one run: its parameters, and the one way from a batch to the next version of
 * them.
 *
 * <p>Here the algorithms are chosen and put together; what they share is in {@code algorithm}.
 */
@NullMarked
package io.belay.learner.training;

import org.jspecify.annotations.NullMarked;
