/**
 * The learner as a process of a cluster: one run after the other, in a directory of runs that it
 * holds alone, with the book of all runs that its coordinator keeps there.
 *
 * <p>{@link io.belay.learner.node.LearnerNodeActor} is what is active once in a cluster; {@link
 * io.belay.learner.node.CheckpointMirror} is what a process does that stands by on a folder of its
 * own.
 */
@NullMarked
package io.belay.learner.node;

import org.jspecify.annotations.NullMarked;
