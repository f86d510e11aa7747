package io.belay.worker;

import io.belay.policy.PolicySnapshot;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.LaneCarry;
import java.util.List;

/** The lanes of one block, ready to be continued. Used by one thread. */
interface BlockSource extends AutoCloseable {

  /**
   * Puts the lanes where they stood after the iteration before the next one sampled.
   *
   * @throws io.belay.error.BelayException where the carries do not fit
   */
  void restore(List<LaneCarry> carries);

  /**
   * Samples one fragment of every lane.
   *
   * @throws io.belay.error.BelayException where an environment fails
   */
  BlockTrajectory sample(int iteration, PolicySnapshot policy);

  /** Lanes that lost their episode since the source was made, because it could not be restored. */
  long laneRestarts();

  /** Lets the environments go. */
  @Override
  void close();
}
