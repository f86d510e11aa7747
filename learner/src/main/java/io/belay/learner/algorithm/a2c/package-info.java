/** Advantage actor-critic: one step of actor and critic on the whole batch. */
@NullMarked
package io.belay.learner.algorithm.a2c;

import org.jspecify.annotations.NullMarked;
