/**
 * The meters of a learner's process, one class a subject: what only this process can know. Those of
 * a run are the coordinator's, which shows them wherever the learner is.
 *
 * <p>They read plain counters when they are scraped; nothing is done for them on the way of a block
 * or a policy.
 */
@NullMarked
package io.belay.learner.metrics;

import org.jspecify.annotations.NullMarked;
