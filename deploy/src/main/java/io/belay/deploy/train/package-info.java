/**
 * One run from its recipe to its last words: training, evaluation, summary, and what the user is
 * told.
 */
@NullMarked
package io.belay.deploy.train;

import org.jspecify.annotations.NullMarked;
