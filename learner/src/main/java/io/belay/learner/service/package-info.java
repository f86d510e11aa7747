/**
 * The learner as workers see it: the gRPC service {@code belay.v1.LearnerService}.
 *
 * <p>Reads and judges what can be judged without knowing the run, bounds what is under way, and
 * hands the rest to the learner actor as {@link io.belay.learner.service.LearnerIntake} messages.
 * Its methods run on transport threads and never block.
 */
@NullMarked
package io.belay.learner.service;

import org.jspecify.annotations.NullMarked;
