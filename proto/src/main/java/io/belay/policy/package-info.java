/**
 * Policies: forward pass, log π, sampling, parameter layout and identity, the same code at the
 * worker and at the learner.
 *
 * <p>That both sides compute log π with the same operations in the same order is what makes the
 * importance ratio of an on-policy step exactly one.
 */
@NullMarked
package io.belay.policy;

import org.jspecify.annotations.NullMarked;
