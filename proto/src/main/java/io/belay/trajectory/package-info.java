/**
 * Sampled data as structs of arrays: what one worker hands to the learner for one block of lanes
 * and one iteration.
 *
 * <p>The bytes on the wire are defined by {@code io.belay.wire}; here are only shapes and their
 * invariants.
 */
@NullMarked
package io.belay.trajectory;

import org.jspecify.annotations.NullMarked;
