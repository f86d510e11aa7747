/**
 * Rollouts: the block sampler, which steps a block's lanes together for one fragment, and the
 * evaluator.
 *
 * <p>Both are pure: what they return is a function of the run's specification, the policy and, for
 * the sampler, the lanes' carries. They know no actor, no wire, no clock and no metric.
 */
@NullMarked
package io.belay.worker.rollout;

import org.jspecify.annotations.NullMarked;
