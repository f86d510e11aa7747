/**
 * The lecture's algorithms with exact gradients: from a policy on a finite MDP to the next one,
 * each with the guarantee that holds for it and what it says of this run.
 *
 * <p>They optimize V(μ) and report V(ρ). Nothing is sampled; the same problem always gives the same
 * parameters to the bit.
 */
@NullMarked
package io.belay.learner.exact.algorithm;

import org.jspecify.annotations.NullMarked;
