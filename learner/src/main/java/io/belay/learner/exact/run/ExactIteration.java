package io.belay.learner.exact.run;

import io.belay.control.IterationReport;
import io.belay.learner.exact.algorithm.ExactReport;

/**
 * One iteration of a run of an exact algorithm.
 *
 * @param report what it made
 * @param line what the progress log has of it
 */
public record ExactIteration(ExactReport report, IterationReport line) {}
