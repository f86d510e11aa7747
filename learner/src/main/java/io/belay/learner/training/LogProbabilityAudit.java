package io.belay.learner.training;

import io.belay.learner.algorithm.Batch;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Policy;
import io.belay.policy.PolicyInference;
import io.belay.policy.PolicySnapshot;

/**
 * Checks what a batch says of the policy that sampled it: the learner computes log π of every
 * sampled action anew and takes the largest difference from what the workers recorded.
 *
 * <p>Importance ratios and every gradient suppose that the two agree. Worker and learner run the
 * same code in the same order, so that the difference is exactly 0; anything else means that one of
 * them runs another version of Belay, or on a processor that breaks the promise of equal bits.
 */
final class LogProbabilityAudit {
  private static final int ROWS_PER_PASS = 64;

  /** More shares than threads, so that a thread that is held up can be helped. */
  private static final int SHARES_PER_THREAD = 4;

  private final Policy policy;
  private final Crew crew;
  private final PolicyInference[] inferences;
  private final float[][] logProbabilities;
  private final float[] largest;

  /**
   * An audit of batches of this many rows.
   *
   * @param rows T·L
   */
  LogProbabilityAudit(Policy policy, int rows, Crew crew) {
    this.policy = policy;
    this.crew = crew;
    int shares = Math.min(Math.ceilDiv(rows, ROWS_PER_PASS), SHARES_PER_THREAD * crew.size());
    inferences = new PolicyInference[shares];
    for (int share = 0; share < shares; share++) {
      inferences[share] = policy.inference(ROWS_PER_PASS);
    }
    logProbabilities = new float[shares][ROWS_PER_PASS];
    largest = new float[shares];
  }

  /**
   * The largest |log π(learner) − log π(worker)| over all rows; NaN where any is not a number.
   *
   * @param behaviourPolicy the version that sampled the batch
   */
  double largestDifference(Batch batch, PolicySnapshot behaviourPolicy) {
    int shares = inferences.length;
    int passes = Math.ceilDiv(batch.rows(), ROWS_PER_PASS);
    crew.run(
        shares,
        share -> {
          inferences[share].use(behaviourPolicy);
          int from = (int) ((long) passes * share / shares) * ROWS_PER_PASS;
          int end = (int) ((long) passes * (share + 1) / shares) * ROWS_PER_PASS;
          largest[share] = largestOf(share, batch, from, Math.min(end, batch.rows()));
        });
    // A maximum is the same in whatever parts it is taken, so the number of threads leaves no
    // trace.
    float difference = 0f;
    for (float ofShare : largest) {
      difference = Math.max(difference, ofShare);
    }
    return difference;
  }

  private float largestOf(int share, Batch batch, int from, int end) {
    float[] recomputed = logProbabilities[share];
    float[] recorded = batch.behaviourLogProbabilities();
    float difference = 0f;
    for (int row = from; row < end; row += ROWS_PER_PASS) {
      int rows = Math.min(ROWS_PER_PASS, end - row);
      inferences[share].logProbabilities(
          batch.observations(),
          row * policy.observationSize(),
          rows,
          batch.actions(),
          row * policy.actionSize(),
          recomputed,
          0);
      for (int r = 0; r < rows; r++) {
        difference = Math.max(difference, Math.abs(recomputed[r] - recorded[row + r]));
      }
    }
    return difference;
  }
}
