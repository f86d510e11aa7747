package io.belay.policy;

import io.belay.error.BelayException;

/**
 * A policy and the iteration that it samples.
 *
 * @param runId the run
 * @param iteration the iteration whose blocks are to be sampled with the policy, from 0; equals the
 *     version at lag 0; in a pipeline version 0 samples iterations 0 and 1, and each later version
 *     the iteration after its number
 * @param snapshot the policy
 */
public record IterationPolicy(String runId, int iteration, PolicySnapshot snapshot) {

  public IterationPolicy {
    if (runId.isBlank() || iteration < 0) {
      throw BelayException.invalid(
          "a published policy names its run and its iteration: runId=\"%s\", iteration=%d"
              .formatted(runId, iteration));
    }
  }
}
