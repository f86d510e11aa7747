/**
 * What coordinator and learner say to each other about a run.
 *
 * <p>Plain records, so that the two roles know this package and not one another; in a cluster they
 * travel as {@code belay.v1} messages.
 */
@NullMarked
package io.belay.control;

import org.jspecify.annotations.NullMarked;
