package io.belay.learner.service;

import io.belay.error.BelayException;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.broadcast.Subscriber;
import io.belay.trajectory.LaneCarry;
import io.belay.v1.BlockOffer;
import io.belay.v1.BlockReceipt;
import io.belay.v1.CarryReply;
import io.belay.v1.CarryRequest;
import io.belay.v1.LearnerServiceGrpc;
import io.belay.v1.PolicySubscription;
import io.belay.v1.PolicyUpdate;
import io.belay.wire.CarryCodec;
import io.belay.wire.RequestRules;
import io.belay.wire.StatusTable;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The learner's gRPC service: blocks go to the learner actor, policies come from the broadcast.
 *
 * <p>Every method may be called on any thread, several at once, and none blocks; in one process
 * they run on the caller's thread.
 */
public final class LearnerGrpcService extends LearnerServiceGrpc.LearnerServiceImplBase {
  private final Consumer<LearnerIntake> intake;
  private final PolicyBroadcast broadcast;
  private final LearnerServiceSettings settings;

  /**
   * A service.
   *
   * @param intake takes what is for the learner actor, from any thread, without blocking: an
   *     actor's {@code tell}
   */
  public LearnerGrpcService(
      Consumer<LearnerIntake> intake, PolicyBroadcast broadcast, LearnerServiceSettings settings) {
    this.intake = intake;
    this.broadcast = broadcast;
    this.settings = settings;
  }

  @Override
  public StreamObserver<BlockOffer> offerBlocks(StreamObserver<BlockReceipt> receipts) {
    return new OfferStream(
        (ServerCallStreamObserver<BlockReceipt>) receipts, intake, settings.outstandingBlocks());
  }

  @Override
  public void subscribePolicy(PolicySubscription request, StreamObserver<PolicyUpdate> updates) {
    ServerCallStreamObserver<PolicyUpdate> stream =
        (ServerCallStreamObserver<PolicyUpdate>) updates;
    try {
      RequestRules.check(request);
    } catch (BelayException refused) {
      stream.onError(StatusTable.toStatus(refused).asRuntimeException());
      return;
    }
    // gRPC takes the handlers only before this method returns, and they cannot run before that.
    Subscription subscription = new Subscription();
    stream.setOnReadyHandler(subscription::ready);
    stream.setOnCancelHandler(subscription::cancel);
    intake.accept(new LearnerIntake.PolicyWanted(request.getRunId(), request.getWorkerId()));
    subscription.subscriber =
        broadcast.subscribe(request.getRunId(), request.getWorkerId(), new PolicyStream(stream));
  }

  @Override
  public void fetchCarry(CarryRequest request, StreamObserver<CarryReply> reply) {
    try {
      RequestRules.check(request);
    } catch (BelayException refused) {
      reply.onError(StatusTable.toStatus(refused).asRuntimeException());
      return;
    }
    CompletableFuture<Optional<List<LaneCarry>>> carries = new CompletableFuture<>();
    carries
        .orTimeout(settings.carryTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((found, failure) -> {
          if (failure == null) {
            reply.onNext(CarryCodec.encode(found));
            reply.onCompleted();
          } else {
            reply.onError(carryStatus(failure).asRuntimeException());
          }
        });
    intake.accept(
        new LearnerIntake.CarryWanted(
            request.getRunId(),
            request.getBlock(),
            request.getIteration(),
            request.getWorkerId(),
            carries));
  }

  private Status carryStatus(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof TimeoutException
        ? Status.DEADLINE_EXCEEDED.withDescription(
            "the learner answers a request for carries in time; try again: carryTimeout="
                + settings.carryTimeout())
        : StatusTable.toStatus(cause);
  }

  /** Joins a stream's handlers, which come first, to its subscriber, which comes second. */
  private static final class Subscription {
    private volatile @Nullable Subscriber subscriber;

    void ready() {
      Subscriber current = subscriber;
      if (current != null) {
        current.ready();
      }
    }

    void cancel() {
      Subscriber current = subscriber;
      if (current != null) {
        current.cancel();
      }
    }
  }
}
