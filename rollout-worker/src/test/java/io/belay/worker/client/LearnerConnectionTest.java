package io.belay.worker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.error.BelayException;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.LaneCarry;
import io.belay.v1.BlockOffer;
import io.belay.v1.BlockReceipt;
import io.belay.v1.LearnerServiceGrpc;
import io.belay.v1.PolicySubscription;
import io.belay.v1.PolicyUpdate;
import io.belay.v1.RunEnd;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the learner does at the very moment at which the worker sends. Server and channel work on
 * the test's thread, so that it happens between two steps of the call.
 */
class LearnerConnectionTest {
  private final Learner learner = new Learner();
  private final Told told = new Told();
  private Server server;
  private ManagedChannel channel;

  /** Done once, before the worker's next message goes out on the method. */
  private Runnable beforeMessage = () -> {};

  private MethodDescriptor<?, ?> method = LearnerServiceGrpc.getSubscribePolicyMethod();

  @BeforeEach
  void start() throws IOException {
    String name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).directExecutor().addService(learner).build();
    server.start();
    channel =
        InProcessChannelBuilder.forName(name)
            .directExecutor()
            .intercept(new BetweenSteps())
            .build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void connectionThatIsLostWhileItAsksForPoliciesIsReportedAsLost() {
    beforeMessage = () -> learner.receipts.onError(Status.UNAVAILABLE.asException());

    LearnerConnection connection = open();

    assertThat(told.losses).hasSize(1);
    assertThat(connection.offer(BlockOffer.getDefaultInstance())).isFalse();
  }

  /** Otherwise the learner would go on sending policies to it. */
  @Test
  void connectionWhoseOffersAreRefusedAtOnceSubscribesToNothing() {
    learner.refuses = true;

    open();

    assertThat(told.losses).hasSize(1);
    assertThat(learner.subscriptions).isZero();
  }

  @Test
  void connectionThatIsLostWhileABlockGoesOutDropsTheBlock() {
    method = LearnerServiceGrpc.getOfferBlocksMethod();
    LearnerConnection connection = open();
    beforeMessage = () -> learner.updates.onError(Status.UNAVAILABLE.asException());

    connection.offer(BlockOffer.getDefaultInstance());

    assertThat(told.losses).hasSize(1);
    assertThat(learner.offers).isZero();
  }

  @Test
  void runThatIsOverWhileABlockGoesOutIsReportedAsOver() {
    method = LearnerServiceGrpc.getOfferBlocksMethod();
    LearnerConnection connection = open();
    beforeMessage =
        () ->
            learner.updates.onNext(
                PolicyUpdate.newBuilder().setEnd(RunEnd.newBuilder().setReason("done")).build());

    connection.offer(BlockOffer.getDefaultInstance());

    assertThat(told.ends).containsExactly("done");
    assertThat(learner.offers).isEqualTo(1);
    assertThat(connection.offer(BlockOffer.getDefaultInstance())).isFalse();
    connection.close();
    assertThat(learner.completed).isTrue();
    assertThat(learner.updates.isCancelled()).isTrue();
    assertThat(told.losses).isEmpty();
  }

  private LearnerConnection open() {
    return LearnerConnection.open(channel, "run", "worker", told);
  }

  private final class BetweenSteps implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> called, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(called, options)) {
        @Override
        public void sendMessage(Q message) {
          if (called.equals(method)) {
            Runnable once = beforeMessage;
            beforeMessage = () -> {};
            once.run();
          }
          super.sendMessage(message);
        }
      };
    }
  }

  /** Does what the test says, on the test's thread. */
  private static final class Learner extends LearnerServiceGrpc.LearnerServiceImplBase {
    private boolean refuses;
    private int subscriptions;
    private int offers;
    private boolean completed;
    private StreamObserver<BlockReceipt> receipts;
    private ServerCallStreamObserver<PolicyUpdate> updates;

    @Override
    public void subscribePolicy(PolicySubscription request, StreamObserver<PolicyUpdate> observer) {
      subscriptions++;
      updates = (ServerCallStreamObserver<PolicyUpdate>) observer;
      updates.setOnCancelHandler(() -> {});
    }

    @Override
    public StreamObserver<BlockOffer> offerBlocks(StreamObserver<BlockReceipt> observer) {
      receipts = observer;
      if (refuses) {
        observer.onError(Status.UNAVAILABLE.asException());
      }
      return new StreamObserver<>() {
        @Override
        public void onNext(BlockOffer offer) {
          offers++;
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {
          completed = true;
          observer.onCompleted();
        }
      };
    }
  }

  private static final class Told implements LearnerListener {
    private final List<BelayException> losses = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();

    @Override
    public void policyArrived(ArrivedPolicy policy) {}

    @Override
    public void replied(BlockReply reply) {}

    @Override
    public void offersReady() {}

    @Override
    public void carryFound(int block, int iteration, Optional<List<LaneCarry>> carries) {}

    @Override
    public void carryRefused(int block, int iteration, BelayException why) {}

    @Override
    public void runOver(String reason) {
      ends.add(reason);
    }

    @Override
    public void lost(BelayException why) {
      losses.add(why);
    }
  }
}
