/** Q-NPG: one step along the regression of Q on the features of the log-linear class. */
@NullMarked
package io.belay.learner.algorithm.qnpg;

import org.jspecify.annotations.NullMarked;
