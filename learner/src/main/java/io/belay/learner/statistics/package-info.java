/**
 * What a run's batches say about it: episodes, returns, speed, and when the task was solved.
 *
 * <p>Pure bookkeeping over completed batches. Everything but the times is a function of the sampled
 * steps alone: episodes count in (t, lane) order whatever block they came in. Times are given by
 * the caller.
 */
@NullMarked
package io.belay.learner.statistics;

import org.jspecify.annotations.NullMarked;
