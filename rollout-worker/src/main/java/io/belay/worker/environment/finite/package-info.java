/**
 * Finite MDPs as environments: lanes walk through the tables that the learner solves exactly.
 *
 * <p>The state and the observation are the state's number; the tables are those of {@code
 * io.belay.mdp}.
 */
@NullMarked
package io.belay.worker.environment.finite;

import org.jspecify.annotations.NullMarked;
