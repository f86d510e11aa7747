/**
 * Reference values that PyTorch's autograd computed, and what tests need to hold them against ours.
 */
@NullMarked
package io.belay.learner.reference;

import org.jspecify.annotations.NullMarked;
