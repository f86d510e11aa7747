/**
 * Finite MDPs that come with Belay, and the names under which recipes, workers and learners find
 * them.
 *
 * <p>Those of Gymnasium have its tables to the bit; the others are the witnesses of the lecture and
 * families of any size. {@link io.belay.mdp.ready.FiniteMdps} is the one place that reads a name.
 */
@NullMarked
package io.belay.mdp.ready;

import org.jspecify.annotations.NullMarked;
