package io.belay.worker;

import io.belay.error.BelayException;
import io.belay.session.FromCoordinator.RunAssignment;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.LaneCarry;
import io.belay.worker.client.ArrivedPolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the {@link SamplingActor} understands. */
sealed interface SamplingCommand {

  /** The run to work for, and where its learner is. */
  record Work(RunAssignment assignment) implements SamplingCommand {}

  /** Sample these blocks from {@code firstIteration} on. */
  record Hold(String runId, List<Integer> blocks, int firstIteration) implements SamplingCommand {}

  /** Sample these blocks no further. */
  record Release(String runId, List<Integer> blocks) implements SamplingCommand {}

  /** Hold nothing until told again, but keep the lanes: a new session starts without leases. */
  enum HoldNothing implements SamplingCommand {
    INSTANCE
  }

  /** The run is over. */
  record Forget(String runId) implements SamplingCommand {}

  /** Hold nothing and say what was held; the worker is going. */
  record HandBack(Consumer<HandedBack> reply) implements SamplingCommand {}

  /** What was held when everything was handed back; the run is empty where there was none. */
  record HandedBack(String runId, List<Integer> blocks) {}

  /** See {@link io.belay.worker.client.LearnerListener#policyArrived}. */
  record PolicyArrived(int connection, ArrivedPolicy policy) implements SamplingCommand {}

  /** See {@link io.belay.worker.client.LearnerListener#replied}. */
  record Replied(int connection, BlockReply reply) implements SamplingCommand {}

  /** See {@link io.belay.worker.client.LearnerListener#offersReady}. */
  record OffersReady(int connection) implements SamplingCommand {}

  /** See {@link io.belay.worker.client.LearnerListener#carryFound}. */
  record CarryFound(int connection, int block, int iteration, Optional<List<LaneCarry>> carries)
      implements SamplingCommand {}

  /** See {@link io.belay.worker.client.LearnerListener#carryRefused}. */
  record CarryRefused(int connection, int block, int iteration, BelayException why)
      implements SamplingCommand {}

  /** See {@link io.belay.worker.client.LearnerListener#runOver}. */
  record RunOver(int connection, String reason) implements SamplingCommand {}

  /** See {@link io.belay.worker.client.LearnerListener#lost}. */
  record LinkLost(int connection, BelayException why) implements SamplingCommand {}

  /** To itself: sample the block that is due, if any. */
  enum SampleNext implements SamplingCommand {
    INSTANCE
  }

  /** To itself: the back-off is over. */
  enum Reconnect implements SamplingCommand {
    INSTANCE
  }

  /** To itself: see whether an offer has been unanswered for too long. */
  enum CheckReceipts implements SamplingCommand {
    INSTANCE
  }

  /** To itself: ask again for carries that could not be had. */
  record AskCarryAgain(int block, int iteration) implements SamplingCommand {}
}
