/**
 * Policies and losses once more, in {@code double}, from their definitions alone, and central
 * differences of them: what the analytic derivatives of every policy class and every loss are held
 * against.
 *
 * <p>Nothing here calls the code under test, except {@link
 * io.belay.learner.differences.PolicyCase}, which draws the same case for both sides. All numbers
 * of a case are floats, so that both read the same.
 */
@NullMarked
package io.belay.learner.differences;

import org.jspecify.annotations.NullMarked;
