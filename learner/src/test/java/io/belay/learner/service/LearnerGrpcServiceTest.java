package io.belay.learner.service;

import static io.belay.learner.service.LedgerIntake.ITERATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.ledger.TestRun;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.StampedBlock;
import io.belay.v1.BlockOffer;
import io.belay.v1.BlockReceipt;
import io.belay.v1.BlockStatus;
import io.belay.v1.CarryReply;
import io.belay.v1.CarryRequest;
import io.belay.v1.LearnerServiceGrpc;
import io.belay.v1.PolicySubscription;
import io.belay.v1.PolicyUpdate;
import io.belay.wire.BlockCodec;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The learner's service on the real gRPC server: every bad block is refused and counted, and a good
 * one after it is admitted.
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"inprocess:learner-service-test", "127.0.0.1:0"})
@Timeout(60)
class LearnerGrpcServiceTest {
  private static final int ROOM = 2;

  @Parameter String address;

  private final LedgerIntake intake = new LedgerIntake();
  private final PolicyBroadcast broadcast = new PolicyBroadcast(4);
  private final GrpcTransport transport = new GrpcTransport(TransportSettings.defaults());
  private Server server;
  private ManagedChannel channel;
  private Offers offers;

  @BeforeEach
  void start() throws Exception {
    GrpcAddress listen = GrpcAddress.parse(address);
    LearnerServiceSettings settings =
        new LearnerServiceSettings(ROOM, Duration.ofSeconds(2), Duration.ofSeconds(2), 4);
    server =
        transport
            .server(listen, List.of(new LearnerGrpcService(intake, broadcast, settings)))
            .addStreamTracerFactory(new BrokenStreamTracer(intake))
            .build()
            .start();
    channel =
        transport.channel(
            listen instanceof GrpcAddress.Tcp tcp
                ? new GrpcAddress.Tcp(tcp.host(), server.getPort())
                : listen);
    offers = new Offers(channel);
  }

  @AfterEach
  void stop() throws Exception {
    channel.shutdownNow();
    server.shutdownNow();
    assertThat(server.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aGoodBlockIsAdmittedAndACopyOfItDropped() throws Exception {
    assertThat(offers.send(good(0)).getStatus()).isEqualTo(BlockStatus.BLOCK_STATUS_ADMITTED);
    assertThat(offers.send(good(0)).getStatus()).isEqualTo(BlockStatus.BLOCK_STATUS_DUPLICATE);
    assertThat(offers.send(good(1)).getStatus()).isEqualTo(BlockStatus.BLOCK_STATUS_ADMITTED);

    assertThat(intake.complete()).isTrue();
    assertThat(intake.refusals).containsOnly(Map.entry("duplicate", 1));
  }

  @Test
  void aBlockOfTheWrongShapeIsRefused() throws Exception {
    StampedBlock narrow =
        new StampedBlock(
            TestRun.stamp(ITERATION, 0), TestRun.trajectory(new BlockShape(2, 2, 3, 1)));
    assertRefused(
        BlockCodec.encode(narrow),
        BlockStatus.BLOCK_STATUS_WRONG_SHAPE,
        "wrong-shape",
        "observationSize=3");
  }

  @Test
  void aBlockWhoseArraysContradictItsShapeIsRefused() throws Exception {
    assertRefused(
        changed(offer -> offer.setRewards(ByteString.copyFrom(new byte[4]))),
        BlockStatus.BLOCK_STATUS_MALFORMED,
        "malformed",
        "rewards=1, expected=4");
  }

  @Test
  void aBlockWithoutAStampIsRefused() throws Exception {
    assertRefused(
        changed(BlockOffer.Builder::clearPolicyIdentity),
        BlockStatus.BLOCK_STATUS_MALFORMED,
        "malformed",
        "length=0");
  }

  @Test
  void aBlockWithANaNIsRefused() throws Exception {
    StampedBlock block = TestRun.block(ITERATION, 0);
    block.trajectory().rewards()[3] = Float.NaN;
    assertRefused(
        BlockCodec.encode(block),
        BlockStatus.BLOCK_STATUS_NON_FINITE,
        "non-finite",
        "rewards[step=1, lane=1, index=0]=NaN");
  }

  @Test
  void aBlockOfTheWrongVersionIsRefused() throws Exception {
    assertRefused(
        BlockCodec.encode(TestRun.block(ITERATION - 1, 0)),
        BlockStatus.BLOCK_STATUS_STALE,
        "stale",
        "policyVersion=4, expected=5");
  }

  @Test
  void aBlockWithTheWrongHashIsRefused() throws Exception {
    byte[] hash = TestRun.stamp(ITERATION, 0).policyIdentity().toBytes();
    hash[31] ^= 1;
    assertRefused(
        changed(offer -> offer.setPolicyIdentity(ByteString.copyFrom(hash))),
        BlockStatus.BLOCK_STATUS_WRONG_IDENTITY,
        "wrong-identity",
        "policyVersion=5");
  }

  @Test
  void aBlockOfTheWrongRunIsRefused() throws Exception {
    BlockStamp stamp = TestRun.stamp(ITERATION, 0);
    BlockStamp foreign =
        new BlockStamp(
            "run-9", stamp.workerId(), ITERATION, 0, 0, ITERATION, stamp.policyIdentity());
    assertRefused(
        BlockCodec.encode(new StampedBlock(foreign, TestRun.block(ITERATION, 0).trajectory())),
        BlockStatus.BLOCK_STATUS_WRONG_RUN,
        "wrong-run",
        "runId=run-9");
  }

  @Test
  void aGigabyteOfZerosIsRefusedByItsLengthAlone() throws Exception {
    Assumptions.assumeTrue(address.startsWith("127"), "within one process messages are not framed");

    Status status = OversizeMessage.send(channel, 1 << 30);

    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    await().untilAsserted(() -> assertThat(intake.refusals).containsEntry("oversize", 1));
    assertThat(new Offers(channel).send(good(0)).getStatus())
        .isEqualTo(BlockStatus.BLOCK_STATUS_ADMITTED);
  }

  @Test
  void bytesThatAreNoMessageEndTheirStreamAndAreCounted() throws Exception {
    Status status = OversizeMessage.send(channel, 64);

    assertThat(status.isOk()).isFalse();
    await().untilAsserted(() -> assertThat(intake.refusals).containsEntry("malformed", 1));
    assertThat(new Offers(channel).send(good(0)).getStatus())
        .isEqualTo(BlockStatus.BLOCK_STATUS_ADMITTED);
  }

  @Test
  void noMoreBlocksAreTakenThanThereIsRoomFor() throws Exception {
    intake.withhold();
    for (int i = 0; i < 50; i++) {
      offers.requests.onNext(good(0));
    }
    await().untilAsserted(() -> assertThat(intake.withheld()).isEqualTo(ROOM));

    intake.goOn();

    for (int i = 0; i < 50; i++) {
      assertThat(offers.next()).isNotNull();
    }
    assertThat(intake.refusals).containsEntry("duplicate", 49);
  }

  @Test
  void aWorkerThatHasNoMoreToOfferGetsItsReceiptsBeforeTheEnd() throws Exception {
    intake.withhold();
    offers.requests.onNext(good(0));
    offers.requests.onCompleted();
    await().untilAsserted(() -> assertThat(intake.withheld()).isOne());

    intake.goOn();

    assertThat(offers.next().getStatus()).isEqualTo(BlockStatus.BLOCK_STATUS_ADMITTED);
    assertThat(offers.ended.get(10, TimeUnit.SECONDS).isOk()).isTrue();
  }

  @Test
  void aSubscriberFollowsTheRunToItsEnd() {
    broadcast.publish(TestRun.policy(3));
    Iterator<PolicyUpdate> updates =
        LearnerServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(20, TimeUnit.SECONDS)
            .subscribePolicy(
                PolicySubscription.newBuilder()
                    .setRunId(TestRun.RUN)
                    .setWorkerId("worker-a")
                    .build());

    assertThat(updates.next().getPolicy().getVersion()).isEqualTo(3);
    broadcast.publish(TestRun.policy(4));
    assertThat(updates.next().getPolicy().getVersion()).isEqualTo(4);
    broadcast.end(TestRun.RUN, "completed");
    assertThat(updates.next().getEnd().getReason()).isEqualTo("completed");
    assertThat(updates.hasNext()).isFalse();
  }

  @Test
  void aSubscriberThatGoesIsForgotten() {
    broadcast.publish(TestRun.policy(3));
    var call = channel.newCall(LearnerServiceGrpc.getSubscribePolicyMethod(), CallOptions.DEFAULT);
    call.start(new ClientCall.Listener<>() {}, new Metadata());
    call.sendMessage(
        PolicySubscription.newBuilder().setRunId(TestRun.RUN).setWorkerId("w").build());
    call.halfClose();
    await().untilAsserted(() -> assertThat(broadcast.subscribers()).isOne());

    call.cancel("gone", null);

    await().untilAsserted(() -> assertThat(broadcast.subscribers()).isZero());
  }

  @Test
  void aSubscriptionWithoutARunIsRefused() {
    assertThat(
            statusOf(() ->
                LearnerServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .subscribePolicy(PolicySubscription.getDefaultInstance())
                    .next()))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void carriesAreFetchedForTheAwaitedIterationAlone() {
    CarryReply reply = fetch(ITERATION);

    assertThat(reply.getCarry().getLanesList()).hasSize(2);
    assertThat(fetch(0).hasFreshStart()).isTrue();
    assertThat(statusOf(() -> fetch(ITERATION - 1))).isEqualTo(Status.Code.ABORTED);
    assertThat(statusOf(() -> fetch(-1))).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void aLearnerThatDoesNotAnswerIsGivenUp() {
    assertThat(statusOf(() -> fetch(ITERATION + 1))).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
  }

  private void assertRefused(BlockOffer bad, BlockStatus status, String reason, String nameAndValue)
      throws Exception {
    BlockReceipt receipt = offers.send(bad);

    assertThat(receipt.getStatus()).isEqualTo(status);
    assertThat(receipt.getMessage()).contains(nameAndValue);
    assertThat(intake.refusals).containsOnly(Map.entry(reason, 1));
    assertThat(offers.send(good(0)).getStatus()).isEqualTo(BlockStatus.BLOCK_STATUS_ADMITTED);
  }

  private CarryReply fetch(int iteration) {
    return LearnerServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .fetchCarry(
            CarryRequest.newBuilder()
                .setRunId(TestRun.RUN)
                .setWorkerId("worker-b")
                .setBlock(0)
                .setIteration(iteration)
                .build());
  }

  private static Status.Code statusOf(Runnable call) {
    try {
      call.run();
      return Status.Code.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode();
    }
  }

  private static BlockOffer good(int block) {
    return BlockCodec.encode(TestRun.block(ITERATION, block));
  }

  private static BlockOffer changed(UnaryOperator<BlockOffer.Builder> change) {
    return change.apply(good(0).toBuilder()).build();
  }

  /** A worker's stream of offers without a worker. */
  private static final class Offers implements StreamObserver<BlockReceipt> {
    private final BlockingQueue<BlockReceipt> receipts = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> ended = new CompletableFuture<>();
    private final StreamObserver<BlockOffer> requests;

    Offers(ManagedChannel channel) {
      requests = LearnerServiceGrpc.newStub(channel).offerBlocks(this);
    }

    BlockReceipt send(BlockOffer offer) throws InterruptedException {
      requests.onNext(offer);
      return next();
    }

    BlockReceipt next() throws InterruptedException {
      BlockReceipt receipt = receipts.poll(10, TimeUnit.SECONDS);
      assertThat(receipt).as("a receipt within 10 s").isNotNull();
      return receipt;
    }

    @Override
    public void onNext(BlockReceipt receipt) {
      receipts.add(receipt);
    }

    @Override
    public void onError(Throwable failure) {
      ended.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      ended.complete(Status.OK);
    }
  }
}
