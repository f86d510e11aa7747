package io.belay.learner.ledger;

import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.policy.PolicyIdentity;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockVerdict;
import io.belay.trajectory.StampedBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a run's current iteration: each is admitted once, in whatever order they arrive,
 * and given back in block order.
 *
 * <p>An offer is judged in this order, so that its refusal names the first rule it breaks: run,
 * block index, iteration and policy version, policy identity, first lane and sizes, and whether the
 * block is already there. Nothing about a refused offer is kept.
 *
 * <p>Not thread-safe; owned by one actor.
 */
public final class Ledger {
  private final RunSpecification run;
  private final @Nullable StampedBlock[] admitted;
  private int missing;
  private int iteration;
  private long version;
  private PolicyIdentity identity;

  /**
   * A ledger that awaits the blocks of one iteration.
   *
   * @param iteration the iteration, from 0
   * @param policyVersion the version that its blocks must be sampled with
   * @param identity SHA-256 of that version
   */
  public Ledger(RunSpecification run, int iteration, long policyVersion, PolicyIdentity identity) {
    this.run = run;
    this.admitted = new @Nullable StampedBlock[run.blocks()];
    this.identity = identity;
    open(iteration, policyVersion, identity);
  }

  /** Forgets every block and awaits those of another iteration. */
  public void open(int iteration, long policyVersion, PolicyIdentity identity) {
    Arrays.fill(admitted, null);
    this.missing = admitted.length;
    this.iteration = iteration;
    this.version = policyVersion;
    this.identity = identity;
  }

  /** Judges an offer and, where nothing speaks against it, keeps it. */
  public BlockReply offer(StampedBlock block) {
    BlockStamp stamp = block.stamp();
    @Nullable BlockReply refusal = refusal(block);
    if (refusal != null) {
      return refusal;
    }
    if (admitted[stamp.block()] != null) {
      return reply(
          stamp,
          BlockVerdict.DUPLICATE,
          "an iteration has each block once; the copy is dropped: iteration=%d, block=%d"
              .formatted(iteration, stamp.block()));
    }
    admitted[stamp.block()] = block;
    missing--;
    return reply(stamp, BlockVerdict.ADMITTED, "");
  }

  /** The iteration whose blocks are awaited. */
  public int iteration() {
    return iteration;
  }

  /** The policy version that its blocks must be sampled with. */
  public long policyVersion() {
    return version;
  }

  /** Whether all blocks are in. */
  public boolean complete() {
    return missing == 0;
  }

  /** The blocks that have not arrived, in ascending order. */
  public List<Integer> missing() {
    List<Integer> blocks = new ArrayList<>();
    for (int block = 0; block < admitted.length; block++) {
      if (admitted[block] == null) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  /**
   * All blocks of the iteration, in block order.
   *
   * @throws BelayException FATAL where one has not arrived: the caller did not ask {@link
   *     #complete()}
   */
  public List<StampedBlock> batch() {
    List<StampedBlock> batch = new ArrayList<>(admitted.length);
    for (@Nullable StampedBlock block : admitted) {
      if (block == null) {
        throw BelayException.fatal(
            "a batch has every block of its iteration: iteration=%d, missing=%s"
                .formatted(iteration, missing()));
      }
      batch.add(block);
    }
    return batch;
  }

  private @Nullable BlockReply refusal(StampedBlock block) {
    BlockStamp stamp = block.stamp();
    if (!stamp.runId().equals(run.runId())) {
      return reply(
          stamp,
          BlockVerdict.WRONG_RUN,
          "a block belongs to the run under way; ask the coordinator for it: runId=%s, expected=%s"
              .formatted(stamp.runId(), run.runId()));
    }
    if (stamp.block() >= admitted.length) {
      return wrongShape(stamp, "block", stamp.block(), "below " + admitted.length);
    }
    if (stamp.iteration() != iteration || stamp.policyVersion() != version) {
      return reply(
          stamp,
          BlockVerdict.STALE,
          "a block is of the current iteration and policy version; sample with the newest policy: iteration=%d, expected=%d, policyVersion=%d, expected=%d"
              .formatted(stamp.iteration(), iteration, stamp.policyVersion(), version));
    }
    if (!stamp.policyIdentity().equals(identity)) {
      return reply(
          stamp,
          BlockVerdict.WRONG_IDENTITY,
          "a block is sampled with the published parameters; subscribe again: policyVersion=%d, policyIdentity=%s, expected=%s"
              .formatted(version, stamp.policyIdentity(), identity));
    }
    if (stamp.firstLane() != run.firstLane(stamp.block())) {
      return wrongShape(
          stamp, "firstLane", stamp.firstLane(), String.valueOf(run.firstLane(stamp.block())));
    }
    BlockShape expected = run.shapeOf(stamp.block());
    BlockShape actual = block.trajectory().shape();
    return actual.equals(expected) ? null : wrongShape(stamp, "shape", actual, expected.toString());
  }

  private BlockReply wrongShape(BlockStamp stamp, String name, Object value, String expected) {
    return reply(
        stamp,
        BlockVerdict.WRONG_SHAPE,
        "a block has the sizes that the recipe gives it; use the assigned recipe: block=%d, %s=%s, expected=%s"
            .formatted(stamp.block(), name, value, expected));
  }

  private BlockReply reply(BlockStamp stamp, BlockVerdict verdict, String message) {
    return BlockReply.to(stamp, verdict, message, version);
  }
}
