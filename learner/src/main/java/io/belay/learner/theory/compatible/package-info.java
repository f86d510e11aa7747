/**
 * The statements about compatible function approximation: the gradient and the natural direction as
 * linear fits of the advantage. Lecture, "Function Approximation & the NPG (Ch. 11)".
 */
@NullMarked
package io.belay.learner.theory.compatible;

import org.jspecify.annotations.NullMarked;
