/** Proximal policy optimization: the clipped surrogate and its minibatch epochs. */
@NullMarked
package io.belay.learner.algorithm.ppo;

import org.jspecify.annotations.NullMarked;
