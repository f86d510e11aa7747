package io.belay.learner.statistics;

/**
 * When the mean return of the last 100 training episodes first reached the environment's threshold.
 *
 * @param threshold the mean return from which the task counts as solved
 * @param atEnvironmentStep steps sampled by the end of the iteration in which it was reached
 * @param atSecond training seconds by then
 */
public record Solved(double threshold, long atEnvironmentStep, double atSecond) {}
