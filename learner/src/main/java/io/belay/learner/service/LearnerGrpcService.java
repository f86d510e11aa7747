package io.belay.learner.service;

import io.belay.error.BelayException;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.broadcast.Subscriber;
import io.belay.trajectory.LaneCarry;
import io.belay.v1.BlockOffer;
import io.belay.v1.BlockReceipt;
import io.belay.v1.CarryReply;
import io.belay.v1.CarryRequest;
import io.belay.v1.CheckpointPart;
import io.belay.v1.CheckpointRequest;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The learner's gRPC service: blocks go to the learner actor, policies come from the broadcast,
 * checkpoints from the disk.
 *
 * <p>Every method may be called on any thread, several at once, and none blocks; in one process
 * they run on the caller's thread.
 */
public final class LearnerGrpcService extends LearnerServiceGrpc.LearnerServiceImplBase {
  /** Checkpoints that are sent at once: each costs a thread and a part of a file in memory. */
  private static final int MOST_FETCHES = 4;

  private final Semaphore fetches = new Semaphore(MOST_FETCHES);
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
            reply.onError(refusal(failure, "carries").asRuntimeException());
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

  @Override
  public void fetchCheckpoint(CheckpointRequest request, StreamObserver<CheckpointPart> parts) {
    CheckpointStream stream =
        new CheckpointStream(
            (ServerCallStreamObserver<CheckpointPart>) parts, settings.fetchTimeout());
    try {
      RequestRules.check(request);
    } catch (BelayException refused) {
      stream.fail(StatusTable.toStatus(refused));
      return;
    }
    if (!fetches.tryAcquire()) {
      stream.fail(
          Status.UNAVAILABLE.withDescription(
              "a learner sends a limited number of checkpoints at once; come again: fetches="
                  + MOST_FETCHES));
      return;
    }
    CompletableFuture<Optional<RunCheckpoints>> found = new CompletableFuture<>();
    found
        .orTimeout(settings.carryTimeout().toMillis(), TimeUnit.MILLISECONDS)
        // Reading a disk is not for the transport's threads, nor for the actor's.
        .whenCompleteAsync(
            (run, failure) -> {
              try {
                if (failure == null) {
                  stream.send(run, request);
                } else {
                  stream.fail(refusal(failure, "checkpoints"));
                }
              } finally {
                fetches.release();
              }
            },
            task -> Thread.ofVirtual().name("belay-fetch").start(task));
    intake.accept(new LearnerIntake.CheckpointsWanted(found));
  }

  /** What the learner's actor answered in place of what was wanted, or that it did not answer. */
  private Status refusal(Throwable failure, String wanted) {
    Throwable cause = BelayException.unwrapped(failure);
    return cause instanceof TimeoutException
        ? Status.DEADLINE_EXCEEDED.withDescription(
            "the learner answers a request for %s in time; try again: carryTimeout=%s"
                .formatted(wanted, settings.carryTimeout()))
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
