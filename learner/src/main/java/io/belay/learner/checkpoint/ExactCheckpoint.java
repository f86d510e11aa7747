package io.belay.learner.checkpoint;

import io.belay.learner.exact.algorithm.ExactState;

/**
 * A run of an exact algorithm between two iterations.
 *
 * @param recipe the fully resolved recipe
 * @param state iterations done, parameters and tallies
 * @param seconds training time so far, over all processes that worked on the run
 * @param parametersSha256 SHA-256 over the parameters as little-endian float64, hexadecimal
 */
public record ExactCheckpoint(
    String recipe, ExactState state, double seconds, String parametersSha256) {}
