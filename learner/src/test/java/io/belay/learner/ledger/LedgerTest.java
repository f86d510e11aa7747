package io.belay.learner.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockVerdict;
import io.belay.trajectory.StampedBlock;
import org.junit.jupiter.api.Test;

/** Each block of the current iteration once, in any order, and nothing else. */
class LedgerTest {
  private static final int ITERATION = 5;

  private final Ledger ledger = open(ITERATION);

  @Test
  void blocksThatArriveInAnyOrderLeaveInBlockOrder() {
    StampedBlock first = TestRun.block(ITERATION, 0);
    StampedBlock second = TestRun.block(ITERATION, 1);

    assertThat(ledger.offer(second).verdict()).isEqualTo(BlockVerdict.ADMITTED);
    assertThat(ledger.complete()).isFalse();
    assertThat(ledger.missing()).containsExactly(0);
    assertThat(ledger.offer(first).verdict()).isEqualTo(BlockVerdict.ADMITTED);

    assertThat(ledger.complete()).isTrue();
    assertThat(ledger.batch()).containsExactly(first, second);
  }

  @Test
  void aSecondCopyIsDroppedAndTheFirstKept() {
    StampedBlock first = TestRun.block(ITERATION, 0);
    ledger.offer(first);

    BlockReply reply = ledger.offer(TestRun.block(ITERATION, 0));
    ledger.offer(TestRun.block(ITERATION, 1));

    assertThat(reply.verdict()).isEqualTo(BlockVerdict.DUPLICATE);
    assertThat(ledger.batch().getFirst()).isSameAs(first);
  }

  @Test
  void aBlockOfAnotherIterationOrVersionIsStale() {
    assertRefused(TestRun.block(ITERATION - 1, 0), BlockVerdict.STALE, "iteration=4, expected=5");
    assertRefused(TestRun.block(ITERATION + 1, 0), BlockVerdict.STALE, "iteration=6, expected=5");
    BlockStamp stamp = TestRun.stamp(ITERATION, 0);
    assertRefused(
        with(
            new BlockStamp(
                stamp.runId(), stamp.workerId(), ITERATION, 0, 0, 4, stamp.policyIdentity())),
        BlockVerdict.STALE,
        "policyVersion=4, expected=5");
  }

  @Test
  void aBlockSampledWithOtherParametersIsRefused() {
    BlockStamp stamp = TestRun.stamp(ITERATION, 0);
    assertRefused(
        with(
            new BlockStamp(
                stamp.runId(),
                stamp.workerId(),
                ITERATION,
                0,
                0,
                5,
                TestRun.policy(6).snapshot().identity())),
        BlockVerdict.WRONG_IDENTITY,
        "policyIdentity=" + TestRun.policy(6).snapshot().identity());
  }

  @Test
  void aBlockOfAnotherRunIsRefused() {
    BlockStamp stamp = TestRun.stamp(ITERATION, 0);
    assertRefused(
        with(new BlockStamp("run-2", "w", ITERATION, 0, 0, 5, stamp.policyIdentity())),
        BlockVerdict.WRONG_RUN,
        "runId=run-2, expected=run-1");
  }

  @Test
  void aBlockOfAnotherShapeIsRefused() {
    BlockStamp stamp = TestRun.stamp(ITERATION, 0);
    assertRefused(
        new StampedBlock(stamp, TestRun.trajectory(new BlockShape(2, 1, 4, 1))),
        BlockVerdict.WRONG_SHAPE,
        "shape=BlockShape[steps=2, lanes=1");
    assertRefused(
        with(new BlockStamp(TestRun.RUN, "w", ITERATION, 0, 2, 5, stamp.policyIdentity())),
        BlockVerdict.WRONG_SHAPE,
        "firstLane=2, expected=0");
    assertRefused(
        with(new BlockStamp(TestRun.RUN, "w", ITERATION, 2, 4, 5, stamp.policyIdentity())),
        BlockVerdict.WRONG_SHAPE,
        "block=2, expected=below 2");
  }

  @Test
  void aRefusedBlockLeavesRoomForTheRightOne() {
    ledger.offer(TestRun.block(ITERATION - 1, 0));

    assertThat(ledger.offer(TestRun.block(ITERATION, 0)).verdict())
        .isEqualTo(BlockVerdict.ADMITTED);
  }

  @Test
  void aNewIterationAwaitsEveryBlockAgain() {
    ledger.offer(TestRun.block(ITERATION, 0));
    ledger.offer(TestRun.block(ITERATION, 1));

    ledger.open(ITERATION + 1, ITERATION + 1, TestRun.policy(ITERATION + 1).snapshot().identity());

    assertThat(ledger.missing()).containsExactly(0, 1);
    assertThat(ledger.offer(TestRun.block(ITERATION, 0)).verdict()).isEqualTo(BlockVerdict.STALE);
    assertThat(ledger.offer(TestRun.block(ITERATION + 1, 0)).currentVersion())
        .isEqualTo(ITERATION + 1);
  }

  @Test
  void anIncompleteBatchIsNotGivenOut() {
    assertThatThrownBy(ledger::batch)
        .isInstanceOfSatisfying(
            BelayException.class, e -> assertThat(e.category()).isEqualTo(ErrorCategory.FATAL))
        .hasMessageContaining("missing=[0, 1]");
  }

  private void assertRefused(StampedBlock block, BlockVerdict verdict, String nameAndValue) {
    BlockReply reply = ledger.offer(block);
    assertThat(reply.verdict()).isEqualTo(verdict);
    assertThat(reply.message()).contains(nameAndValue);
    assertThat(ledger.missing()).containsExactly(0, 1);
  }

  private static StampedBlock with(BlockStamp stamp) {
    return new StampedBlock(stamp, TestRun.block(ITERATION, 0).trajectory());
  }

  private static Ledger open(int iteration) {
    return new Ledger(
        TestRun.specification(),
        iteration,
        iteration,
        TestRun.policy(iteration).snapshot().identity());
  }
}
