package io.belay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.policy.IterationPolicy;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockVerdict;
import io.belay.v1.BlockOffer;
import io.belay.v1.BlockReceipt;
import io.belay.v1.CarryReply;
import io.belay.v1.CarryRequest;
import io.belay.v1.LearnerServiceGrpc;
import io.belay.v1.PolicySubscription;
import io.belay.v1.PolicyUpdate;
import io.belay.wire.BlockCodec;
import io.belay.wire.CarryCodec;
import io.belay.wire.PolicyCodec;
import io.belay.wire.ReplyCodec;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A learner that publishes what the test tells it to, keeps what it is offered and answers every
 * offer with one verdict.
 */
final class FakeLearner extends LearnerServiceGrpc.LearnerServiceImplBase {
  final BlockingQueue<BlockOffer> offers = new LinkedBlockingQueue<>();
  final BlockingQueue<CarryRequest> carryRequests = new LinkedBlockingQueue<>();

  /** Statuses with which the next requests for carries are refused. */
  final BlockingQueue<Status> carryRefusals = new LinkedBlockingQueue<>();

  /** Null for a learner that does not answer. */
  volatile @Nullable BlockVerdict verdict = BlockVerdict.ADMITTED;

  /** Whether offers are asked for; set before the worker connects. */
  volatile boolean takesOffers = true;

  private @Nullable ServerCallStreamObserver<BlockReceipt> offerStream;
  private @Nullable StreamObserver<PolicyUpdate> subscriber;
  private @Nullable IterationPolicy current;
  private int subscriptions;

  @Override
  public synchronized void subscribePolicy(
      PolicySubscription request, StreamObserver<PolicyUpdate> updates) {
    subscriptions++;
    subscriber = updates;
    ((ServerCallStreamObserver<PolicyUpdate>) updates).setOnCancelHandler(() -> {});
    if (current != null) {
      updates.onNext(PolicyCodec.encode(current));
    }
  }

  synchronized void publish(IterationPolicy policy) {
    current = policy;
    StreamObserver<PolicyUpdate> open = subscriber;
    if (open != null) {
      open.onNext(PolicyCodec.encode(policy));
    }
  }

  /** Ends the worker's subscription with a status. */
  synchronized void hangUp(Status status) {
    StreamObserver<PolicyUpdate> open = subscriber;
    subscriber = null;
    if (open != null) {
      open.onError(status.asRuntimeException());
    }
  }

  synchronized int subscriptions() {
    return subscriptions;
  }

  @Override
  public synchronized StreamObserver<BlockOffer> offerBlocks(
      StreamObserver<BlockReceipt> receipts) {
    ServerCallStreamObserver<BlockReceipt> stream =
        (ServerCallStreamObserver<BlockReceipt>) receipts;
    stream.setOnCancelHandler(() -> {});
    if (!takesOffers) {
      stream.disableAutoRequest();
    }
    offerStream = stream;
    return new StreamObserver<>() {
      @Override
      public void onNext(BlockOffer offer) {
        offers.add(offer);
        BlockVerdict answer = verdict;
        if (answer != null) {
          stream.onNext(
              ReplyCodec.encode(
                  BlockReply.to(BlockCodec.decodeStamp(offer), answer, "rule: a=b", 0)));
        }
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        stream.onCompleted();
      }
    };
  }

  synchronized void askForOffers(int count) {
    ServerCallStreamObserver<BlockReceipt> open = offerStream;
    if (open != null) {
      open.request(count);
    }
  }

  @Override
  public void fetchCarry(CarryRequest request, StreamObserver<CarryReply> reply) {
    carryRequests.add(request);
    Status refusal = carryRefusals.poll();
    if (refusal != null) {
      reply.onError(refusal.asRuntimeException());
      return;
    }
    reply.onNext(
        CarryCodec.encode(Optional.of(List.of(FakeRuns.carryAfter(request.getIteration() - 1)))));
    reply.onCompleted();
  }

  BlockOffer nextOffer() throws InterruptedException {
    BlockOffer offer = offers.poll(20, TimeUnit.SECONDS);
    assertThat(offer).as("an offer within 20 s").isNotNull();
    return offer;
  }
}
