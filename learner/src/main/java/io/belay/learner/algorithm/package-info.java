/**
 * What all policy-gradient algorithms share: the batch, the values, the trainer that holds a run's
 * parameters and takes one update an iteration.
 */
@NullMarked
package io.belay.learner.algorithm;

import org.jspecify.annotations.NullMarked;
