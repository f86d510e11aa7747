package io.belay.worker.client;

import io.belay.error.BelayException;
import io.belay.v1.BlockOffer;
import io.belay.v1.BlockReceipt;
import io.belay.v1.CarryReply;
import io.belay.v1.CarryRequest;
import io.belay.v1.LearnerServiceGrpc;
import io.belay.v1.PolicySubscription;
import io.belay.v1.PolicyUpdate;
import io.belay.wire.CarryCodec;
import io.belay.wire.ReplyCodec;
import io.belay.wire.StatusTable;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A worker's connection to its learner for one run: blocks up, policies down, carries when asked
 * for.
 *
 * <p>It lives once. Whichever of its two streams is lost first takes the other with it, and the
 * listener is told once. Its own methods are called by one thread at a time, which closes or aborts
 * it in the end.
 */
public final class LearnerConnection {
  private final LearnerServiceGrpc.LearnerServiceStub learner;
  private final String runId;
  private final String workerId;
  private final LearnerListener listener;
  private final AtomicBoolean over = new AtomicBoolean();
  private final OutboundStream<BlockOffer, BlockReceipt> offers;
  private final OutboundStream<PolicySubscription, PolicyUpdate> policies;

  private LearnerConnection(
      ManagedChannel channel, String runId, String workerId, LearnerListener listener) {
    this.learner = LearnerServiceGrpc.newStub(channel);
    this.runId = runId;
    this.workerId = workerId;
    this.listener = listener;
    this.offers = OutboundStream.unpaced(this::onReceipt, listener::offersReady, this::onEnd);
    this.policies = OutboundStream.paced(this::onUpdate, this::onEnd);
  }

  /**
   * Opens both streams and asks for the current policy. Returns at once; a failure is reported to
   * the listener.
   */
  public static LearnerConnection open(
      ManagedChannel channel, String runId, String workerId, LearnerListener listener) {
    // The channel waits between attempts by itself, for up to two minutes; here the caller decides
    // when it is time.
    channel.resetConnectBackoff();
    LearnerConnection connection = new LearnerConnection(channel, runId, workerId, listener);
    PolicySubscription subscription =
        PolicySubscription.newBuilder().setRunId(runId).setWorkerId(workerId).build();
    connection.offers.open(() -> connection.learner.offerBlocks(connection.offers));
    connection.policies.open(
        () -> connection.learner.subscribePolicy(subscription, connection.policies));
    return connection;
  }

  /**
   * Sends a block where the stream can take it.
   *
   * @return false where it cannot; {@link LearnerListener#offersReady()} follows when it can
   */
  public boolean offer(BlockOffer offer) {
    return !over.get() && offers.sendIfReady(offer);
  }

  /** Asks for the next policy: the last one that arrived is in use. */
  public void askForPolicy() {
    if (!over.get()) {
      policies.request();
    }
  }

  /**
   * Asks where a block's lanes stood before an iteration; the listener has the answer or a refusal
   * within the deadline.
   */
  public void fetchCarry(int block, int iteration, Duration deadline) {
    CarryRequest request =
        CarryRequest.newBuilder()
            .setRunId(runId)
            .setWorkerId(workerId)
            .setBlock(block)
            .setIteration(iteration)
            .build();
    learner
        .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .fetchCarry(request, new CarryAnswer(block, iteration));
  }

  /** Ends both streams; blocks already sent still arrive, and nothing more is reported. */
  public void close() {
    over.set(true);
    offers.complete();
    policies.cancel("the worker closed the connection");
  }

  /** Breaks both streams off, as when the learner does not answer; nothing more is reported. */
  public void abort() {
    over.set(true);
    cancelBoth("the worker gave the connection up");
  }

  private void onReceipt(BlockReceipt receipt) {
    if (over.get()) {
      return;
    }
    try {
      listener.replied(ReplyCodec.decode(receipt));
    } catch (BelayException unreadable) {
      lose(BelayException.retryable("a receipt can be read; reconnecting", unreadable));
    }
  }

  private void onUpdate(PolicyUpdate update) {
    if (over.get()) {
      return;
    }
    switch (update.getEventCase()) {
      case POLICY -> listener.policyArrived(new ArrivedPolicy(update.getPolicy(), runId));
      case END -> {
        if (over.compareAndSet(false, true)) {
          listener.runOver(update.getEnd().getReason());
        }
      }
      case EVENT_NOT_SET -> policies.request();
    }
  }

  private void onEnd(Status status) {
    lose(StatusTable.toException("the connection to the learner is lost", status));
  }

  private void lose(BelayException why) {
    if (over.compareAndSet(false, true)) {
      cancelBoth("the connection is lost");
      listener.lost(why);
    }
  }

  private void cancelBoth(String why) {
    offers.cancel(why);
    policies.cancel(why);
  }

  /** Takes the answer to one request for carries. */
  private final class CarryAnswer implements StreamObserver<CarryReply> {
    private final int block;
    private final int iteration;

    CarryAnswer(int block, int iteration) {
      this.block = block;
      this.iteration = iteration;
    }

    @Override
    public void onNext(CarryReply reply) {
      try {
        listener.carryFound(block, iteration, CarryCodec.decode(reply));
      } catch (BelayException unreadable) {
        listener.carryRefused(block, iteration, unreadable);
      }
    }

    @Override
    public void onError(Throwable failure) {
      listener.carryRefused(
          block,
          iteration,
          StatusTable.toException(
              "the carries of block %d before iteration %d could not be fetched"
                  .formatted(block, iteration),
              Status.fromThrowable(failure)));
    }

    @Override
    public void onCompleted() {
      // The one reply has been taken by onNext.
    }
  }
}
