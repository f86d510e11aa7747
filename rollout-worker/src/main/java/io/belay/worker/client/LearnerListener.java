package io.belay.worker.client;

import io.belay.error.BelayException;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.LaneCarry;
import java.util.List;
import java.util.Optional;

/**
 * What a learner connection reports. Called on transport threads, several at once; no method may
 * block.
 */
public interface LearnerListener {

  /** A policy arrived. No further one comes before {@link LearnerConnection#askForPolicy()}. */
  void policyArrived(ArrivedPolicy policy);

  /** The learner answered an offer. */
  void replied(BlockReply reply);

  /** The stream of offers can take more, after {@link LearnerConnection#offer} refused one. */
  void offersReady();

  /** The carries of a block before an iteration; empty where the run starts. */
  void carryFound(int block, int iteration, Optional<List<LaneCarry>> carries);

  /** The carries of a block could not be had. */
  void carryRefused(int block, int iteration, BelayException why);

  /** The learner says that the run is over. Nothing more comes; the connection is to be closed. */
  void runOver(String reason);

  /**
   * The connection is lost; called at most once, and never after {@link LearnerConnection#close()}.
   */
  void lost(BelayException why);
}
