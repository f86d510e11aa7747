/**
 * What all policy-gradient algorithms share: the batch, its values, minibatches, and what an update
 * and its state are.
 */
@NullMarked
package io.belay.learner.algorithm;

import org.jspecify.annotations.NullMarked;
