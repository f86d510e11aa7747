/**
 * Runs of exact algorithms: from a recipe to iterations with everything that is written down, in
 * one process and on one thread, without workers.
 */
@NullMarked
package io.belay.learner.exact.run;

import org.jspecify.annotations.NullMarked;
