package io.belay.learner;

import io.belay.trajectory.LaneCarry;
import io.belay.trajectory.StampedBlock;
import java.util.List;

/**
 * All blocks of an iteration, and how they came.
 *
 * @param blocks in block order
 * @param lastAdmissionNanos when the last one was admitted, by the learner's clock
 * @param stragglerSeconds from the admission of the block with which half were in to the last one's
 */
record CompleteBatch(List<StampedBlock> blocks, long lastAdmissionNanos, double stragglerSeconds) {

  /** Where the lanes of each block stand after it. */
  List<List<LaneCarry>> carries() {
    return blocks.stream().map(block -> block.trajectory().carries()).toList();
  }
}
