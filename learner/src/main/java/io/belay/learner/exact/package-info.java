/**
 * Exact quantities of policies on finite MDPs, in {@code double}: values, advantages, visitation,
 * the optimum, gradients, Fisher matrices, divergences and the constants of the lecture's bounds.
 *
 * <p>An episode that ends leads to an unnumbered absorbing state of reward 0. There the advantage
 * is 0 and no policy acts, so that it appears in no array here: a visitation sums to less than 1
 * where episodes end, and what is missing is its mass.
 */
@NullMarked
package io.belay.learner.exact;

import org.jspecify.annotations.NullMarked;
