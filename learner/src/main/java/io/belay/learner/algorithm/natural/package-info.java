/**
 * What NPG, Q-NPG and TRPO share: the natural direction, found by conjugate gradient on products
 * with the Fisher matrix, and moving along it.
 *
 * <p>An update that cannot be trusted leaves the policy as it was, to the bit, and says why in its
 * figures.
 */
@NullMarked
package io.belay.learner.algorithm.natural;

import org.jspecify.annotations.NullMarked;
