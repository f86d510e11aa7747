/**
 * Back-propagation and directional derivatives of fully connected networks and of the action
 * distributions on top of them, products with a policy's Fisher matrix, and the method of conjugate
 * gradients that solves with it.
 */
@NullMarked
package io.belay.learner.gradient;

import org.jspecify.annotations.NullMarked;
