/**
 * The statements about global optimality with tabular softmax: vanishing gradients, gradient
 * ascent, the log barrier, the natural policy gradient. Lecture, "Global Optimality and the NPG
 * (Ch. 10)".
 */
@NullMarked
package io.belay.learner.theory.optimality;

import org.jspecify.annotations.NullMarked;
