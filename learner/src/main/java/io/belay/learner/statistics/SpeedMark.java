package io.belay.learner.statistics;

/**
 * How far a run was at some moment.
 *
 * @param environmentSteps steps sampled by then
 * @param seconds training seconds by then
 */
public record SpeedMark(long environmentSteps, double seconds) {}
