package io.belay.learner.service;

import io.belay.trajectory.BlockReply;
import io.belay.trajectory.LaneCarry;
import io.belay.trajectory.StampedBlock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What the service hands to the learner actor. At most {@code outstanding-blocks} a stream are
 * unanswered at any time.
 */
public sealed interface LearnerIntake {

  /**
   * A readable block with finite numbers, not yet judged against the run.
   *
   * @param reply takes the answer, exactly once, from any thread, without blocking
   */
  record BlockOffered(StampedBlock block, Consumer<BlockReply> reply) implements LearnerIntake {}

  /**
   * An offer that was refused before it reached the actor; for counting.
   *
   * @param runId the run as the offer named it; may be empty
   * @param block the block as the offer named it
   * @param workerId the worker as the offer named it; empty where the offer could not be read at
   *     all
   * @param reason value of the {@code reason} tag: {@code malformed}, {@code non-finite} or {@code
   *     oversize}
   * @param message rule and {@code name=value}
   */
  record BlockTurnedAway(String runId, int block, String workerId, String reason, String message)
      implements LearnerIntake {}

  /** A worker is about to be given the run's newest policy, for the first time on its stream. */
  record PolicyWanted(String runId, String workerId) implements LearnerIntake {}

  /**
   * A worker asks where a block's lanes stood after the iteration before {@code iteration}.
   *
   * @param reply takes the carries in lane order, or empty where the run starts; or, exceptionally,
   *     a {@link io.belay.error.BelayException}: STALE where {@code iteration} is not the awaited
   *     one, INVALID_REQUEST for a block that the run does not have, RETRYABLE while the run is not
   *     under way
   */
  record CarryWanted(
      String runId,
      int block,
      int iteration,
      String workerId,
      CompletableFuture<Optional<List<LaneCarry>>> reply)
      implements LearnerIntake {}

  /**
   * A standby asks where the checkpoints of the run under way are, or of the one that was last.
   *
   * @param reply takes the answer, empty where this process has worked on no run; or,
   *     exceptionally, a {@link io.belay.error.BelayException} RETRYABLE while it stands by
   */
  record CheckpointsWanted(CompletableFuture<Optional<RunCheckpoints>> reply)
      implements LearnerIntake {}
}
