/**
 * The run directory: what a run leaves on disk for people and programs, and what it is resumed
 * from.
 *
 * <p>{@code recipe.conf} is the run's description, {@code progress.jsonl} has a line for each
 * iteration, {@code checkpoints/} what a resume needs, {@code summary.json} the outcome. One
 * process at a time works on a run directory; a lock sees to it.
 */
@NullMarked
package io.belay.learner.run;

import org.jspecify.annotations.NullMarked;
