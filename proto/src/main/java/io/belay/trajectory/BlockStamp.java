package io.belay.trajectory;

import io.belay.error.BelayException;
import io.belay.policy.PolicyIdentity;

/**
 * Where a block comes from: what the learner judges it by before it looks at any of its numbers.
 *
 * @param runId the run
 * @param workerId the worker that sampled it
 * @param iteration the iteration k to which it belongs, from 0
 * @param block index of the block within the run, from 0
 * @param firstLane number, over the whole run, of the block's first lane
 * @param policyVersion version of the policy that sampled every step
 * @param policyIdentity SHA-256 of that policy
 */
public record BlockStamp(
    String runId,
    String workerId,
    int iteration,
    int block,
    int firstLane,
    long policyVersion,
    PolicyIdentity policyIdentity) {

  public BlockStamp {
    if (runId.isBlank() || workerId.isBlank()) {
      throw BelayException.invalid(
          "a block names its run and its worker: runId=\"%s\", workerId=\"%s\""
              .formatted(runId, workerId));
    }
    if (iteration < 0 || block < 0 || firstLane < 0 || policyVersion < 0) {
      throw BelayException.invalid(
          "a block's numbers are not negative: iteration=%d, block=%d, firstLane=%d, policyVersion=%d"
              .formatted(iteration, block, firstLane, policyVersion));
    }
  }
}
