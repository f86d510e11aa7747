package io.belay.deploy.results;

/**
 * What somebody else published for an environment and an algorithm.
 *
 * @param returnMean mean return of one run's final evaluation
 * @param returnStd its standard deviation over the episodes
 * @param environmentSteps steps trained for
 */
public record PublishedResult(double returnMean, double returnStd, long environmentSteps) {}
