/**
 * The natural policy gradient: one step along the solution of compatible function approximation.
 */
@NullMarked
package io.belay.learner.algorithm.npg;

import org.jspecify.annotations.NullMarked;
