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
 * @param returnQuantiles of the returns of the last 100 training episodes
 * @param episodeLengthMean mean length of the last 100 training episodes; NaN before the first
 *     ended
 * @param lengthQuantiles of the lengths of the last 100 training episodes
 * @param policyLag versions between the policy that sampled the batch and the one that was updated
 * @param parametersSha256 SHA-256 over actor then critic parameters after the update, hexadecimal
 * @param figures the update's own figures by name, in a fixed order: {@code klMean}, {@code
 *     entropy}, {@code explainedVariance} and the algorithm's own
 * @param phaseSeconds time by phase, of which {@link #iterationSeconds} says how they add up:
 *     {@code checkpoint} (what the learner wrote down at the end of the iteration before this one,
 *     a checkpoint handed over where one was due), {@code sample} (from the publication of the
 *     policy to the last block's admission), {@code wait}, {@code advantage}, {@code policy},
 *     {@code broadcast}, {@code critic}, in the order in which they end, which is the run's; in a
 *     pipeline {@code broadcast} follows {@code wait}
 * @param stragglerSeconds time from the admission of the block with which half of them were in to
 *     the last one's; 0 where there is one block
 * @param broadcastSeconds time from the publication of the policy that sampled the batch until the
 *     streams of all who were subscribed had taken it; NaN where nobody was
 * @param progressFill share of the room for lines of {@code progress.jsonl} that wait for the disk,
 *     in [0, 1]; 0 on a sound disk
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
    Quantiles returnQuantiles,
    double episodeLengthMean,
    Quantiles lengthQuantiles,
    long policyLag,
    String parametersSha256,
    Map<String, Double> figures,
    Map<String, Double> phaseSeconds,
    double stragglerSeconds,
    double broadcastSeconds,
    double progressFill,
    double[] episodeReturns,
    int[] episodeLengths,
    int truncations) {

  /** The phase that goes on while others do. */
  public static final String SAMPLE = "sample";

  /**
   * Time that the iteration took the learner, since the end of the one before: the sum of all
   * phases but {@value #SAMPLE}.
   */
  public double iterationSeconds() {
    double sum = 0;
    for (Map.Entry<String, Double> phase : phaseSeconds.entrySet()) {
      if (!phase.getKey().equals(SAMPLE)) {
        sum += phase.getValue();
      }
    }
    return sum;
  }
}
