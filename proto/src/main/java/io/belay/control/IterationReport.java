package io.belay.control;

import java.util.Map;

/**
 * What one iteration did, as an operator sees it: a line of {@code progress.jsonl} and the source
 * of the learning meters.
 *
 * @param iteration number of the iteration, from 0
 * @param version policy version that it made, {@code iteration + 1}
 * @param environmentSteps steps sampled since the run began, over all lanes
 * @param seconds training time since the first step was sampled, over all processes that worked on
 *     the run
 * @param stepsPerSecond environment steps per second over the recent iterations
 * @param episodes episodes ended since the run began
 * @param returnMean mean return of the last 100 training episodes; NaN before the first ended
 * @param episodeLengthMean mean length of the last 100 training episodes; NaN before the first
 *     ended
 * @param policyLag versions between the policy that sampled the batch and the one that was updated
 * @param parametersSha256 SHA-256 over actor then critic parameters after the update, hexadecimal
 * @param figures the update's own figures by name, in a fixed order: {@code klMean}, {@code
 *     entropy}, {@code explainedVariance} and the algorithm's own
 * @param phaseSeconds time by phase ({@code wait}, {@code advantage}, {@code policy}, {@code
 *     broadcast}, {@code critic}), in the order in which they end, which is the run's; in a
 *     pipeline {@code broadcast} is the second
 * @param episodeReturns returns of the episodes that ended in this iteration, in (t, lane) order
 * @param episodeLengths their lengths
 * @param truncations how many of them were truncated
 */
public record IterationReport(
    int iteration,
    long version,
    long environmentSteps,
    double seconds,
    double stepsPerSecond,
    long episodes,
    double returnMean,
    double episodeLengthMean,
    long policyLag,
    String parametersSha256,
    Map<String, Double> figures,
    Map<String, Double> phaseSeconds,
    double[] episodeReturns,
    int[] episodeLengths,
    int truncations) {}
