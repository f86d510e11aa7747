/**
 * Restart distributions: where an episode begins, the μ that a run optimizes V(μ) for.
 *
 * <p>A start is a pure function of the positioned random generator and, for states visited earlier,
 * of the lane's own history; never of blocks, workers or time.
 */
@NullMarked
package io.belay.worker.restart;

import org.jspecify.annotations.NullMarked;
