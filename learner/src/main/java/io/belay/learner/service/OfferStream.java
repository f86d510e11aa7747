package io.belay.learner.service;

import io.belay.error.BelayException;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.BlockVerdict;
import io.belay.trajectory.StampedBlock;
import io.belay.v1.BlockOffer;
import io.belay.v1.BlockReceipt;
import io.belay.wire.BlockCodec;
import io.belay.wire.ReplyCodec;
import io.belay.wire.TrajectoryFiniteness;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One worker's stream of blocks: reads each offer, refuses what cannot be read, hands the rest on
 * and sends the receipts.
 *
 * <p>Flow control: the window is {@code outstandingBlocks}. A further block is asked for only when
 * a receipt has gone out and the stream is ready for another, so that a worker that does not read
 * its receipts cannot pile them up here.
 */
final class OfferStream implements StreamObserver<BlockOffer> {
  private final ServerCallStreamObserver<BlockReceipt> receipts;
  private final Consumer<LearnerIntake> intake;

  /** Receipts gone out for which no further block has been asked for yet; guarded by this. */
  private int owed;

  /** Offers without a receipt; guarded by this. */
  private int unanswered;

  /** Whether the worker has no more to offer; guarded by this. */
  private boolean halfClosed;

  /** Whether the stream is over; guarded by this. */
  private boolean closed;

  OfferStream(
      ServerCallStreamObserver<BlockReceipt> receipts,
      Consumer<LearnerIntake> intake,
      int outstandingBlocks) {
    this.receipts = receipts;
    this.intake = intake;
    receipts.disableAutoRequest();
    receipts.setOnReadyHandler(this::askForOwed);
    receipts.setOnCancelHandler(this::onCancel);
    receipts.request(outstandingBlocks);
  }

  @Override
  public void onNext(BlockOffer offer) {
    synchronized (this) {
      unanswered++;
    }
    BlockStamp stamp;
    BlockTrajectory trajectory;
    try {
      stamp = BlockCodec.decodeStamp(offer);
      trajectory = BlockCodec.decodeTrajectory(offer);
    } catch (BelayException malformed) {
      turnAway(offer, BlockVerdict.MALFORMED, String.valueOf(malformed.getMessage()));
      return;
    }
    Optional<String> violation = TrajectoryFiniteness.firstViolation(trajectory);
    if (violation.isPresent()) {
      turnAway(offer, BlockVerdict.NON_FINITE, violation.get());
      return;
    }
    intake.accept(
        new LearnerIntake.BlockOffered(new StampedBlock(stamp, trajectory), this::answer));
  }

  /** The worker's end broke off; nothing can be sent any more. */
  @Override
  public void onError(Throwable cause) {
    onCancel();
  }

  @Override
  public void onCompleted() {
    synchronized (this) {
      halfClosed = true;
    }
    completeWhenAnswered();
  }

  private void turnAway(BlockOffer offer, BlockVerdict verdict, String message) {
    intake.accept(
        new LearnerIntake.BlockTurnedAway(
            offer.getRunId(), offer.getBlock(), offer.getWorkerId(), verdict.reason(), message));
    send(ReplyCodec.refusal(offer, verdict, message));
  }

  private void answer(BlockReply reply) {
    send(ReplyCodec.encode(reply));
  }

  private void send(BlockReceipt receipt) {
    synchronized (this) {
      if (closed) {
        return;
      }
      unanswered--;
      owed++;
      receipts.onNext(receipt);
    }
    askForOwed();
    completeWhenAnswered();
  }

  private void askForOwed() {
    int asked;
    synchronized (this) {
      if (closed || owed == 0 || !receipts.isReady()) {
        return;
      }
      asked = owed;
      owed = 0;
    }
    receipts.request(asked);
  }

  private void completeWhenAnswered() {
    synchronized (this) {
      if (closed || !halfClosed || unanswered > 0) {
        return;
      }
      closed = true;
      receipts.onCompleted();
    }
  }

  private synchronized void onCancel() {
    closed = true;
  }
}
