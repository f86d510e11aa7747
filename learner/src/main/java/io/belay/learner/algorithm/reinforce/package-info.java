/** REINFORCE: Monte-Carlo policy gradients with a baseline. */
@NullMarked
package io.belay.learner.algorithm.reinforce;

import org.jspecify.annotations.NullMarked;
