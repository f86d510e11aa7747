/**
 * Finite Markov decision processes as data: sparse transitions, rewards, discount and start
 * distribution.
 *
 * <p>They are protocol because two modules read them: workers sample from them, the learner solves
 * them exactly.
 */
@NullMarked
package io.belay.mdp;

import org.jspecify.annotations.NullMarked;
