/**
 * Back-propagation and directional derivatives of fully connected networks and of the action
 * distributions on top of them.
 */
@NullMarked
package io.belay.learner.gradient;

import org.jspecify.annotations.NullMarked;
