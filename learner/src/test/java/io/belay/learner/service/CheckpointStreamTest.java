package io.belay.learner.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.v1.CheckpointPart;
import io.belay.v1.CheckpointRequest;
import io.belay.v1.LearnerServiceGrpc;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A standby fetches the newest checkpoint's file; what is in it is of no interest here. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"inprocess:checkpoint-stream-test", "127.0.0.1:0"})
@Timeout(60)
class CheckpointStreamTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** More than any transport buffers. */
  private static final int LARGE = 16 << 20;

  @Parameter String address;

  @TempDir private Path directory;

  private final LedgerIntake intake = new LedgerIntake();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    // Longer than any test waits.
    serve(LIMIT.multipliedBy(2));
    intake.checkpoints = Optional.of(new RunCheckpoints("run", directory));
  }

  private void serve(Duration partTimeout) throws IOException {
    GrpcTransport transport = new GrpcTransport(TransportSettings.defaults());
    GrpcAddress listen = GrpcAddress.parse(address);
    server =
        transport
            .server(
                listen,
                List.of(
                    new LearnerGrpcService(
                        intake,
                        new PolicyBroadcast(1),
                        new LearnerServiceSettings(1, LIMIT, partTimeout, 1))))
            .build()
            .start();
    channel =
        transport.channel(
            listen instanceof GrpcAddress.Tcp tcp
                ? new GrpcAddress.Tcp(tcp.host(), server.getPort())
                : listen);
  }

  @AfterEach
  void stop() throws Exception {
    channel.shutdownNow();
    server.shutdownNow();
    assertThat(server.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theNewestFileArrivesInPartsAsItIs() throws Exception {
    write(1, 10);
    byte[] newest = write(2, LARGE);
    List<CheckpointPart> parts = fetch("", 0);

    ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    for (CheckpointPart part : parts) {
      assertThat(part.getRunId()).isEqualTo("run");
      assertThat(part.getIteration()).isEqualTo(2);
      assertThat(part.getFileBytes()).isEqualTo(LARGE);
      assertThat(part.getData().size()).isBetween(1, 1 << 20);
      part.getData().writeTo(arrived);
    }
    assertThat(arrived.toByteArray()).isEqualTo(newest);
  }

  @Test
  void onlyWhatIsNewerOrOfAnotherRunIsSent() throws Exception {
    write(2, 10);

    assertThat(fetch("run", 1)).hasSize(1);
    assertThat(fetch("run", 2)).isEmpty();
    assertThat(fetch("run", 3)).isEmpty();
    assertThat(fetch("other", 3)).hasSize(1);
  }

  @Test
  void whereThereIsNoneNothingIsSent() {
    assertThat(fetch("", 0)).isEmpty();
    intake.checkpoints = Optional.of(new RunCheckpoints("run", directory.resolve("none")));
    assertThat(fetch("", 0)).isEmpty();
    intake.checkpoints = Optional.empty();
    assertThat(fetch("", 0)).isEmpty();
  }

  @Test
  void aFileThatIsRemovedMeanwhileArrivesAllTheSame() throws Exception {
    write(2, LARGE);
    Call call = new Call();
    call.request(1);
    await().atMost(LIMIT).until(() -> call.received.get() == 1);
    Files.delete(directory.resolve("00000002.checkpoint"));
    call.request(LARGE);

    assertThat(call.ended).succeedsWithin(LIMIT).isEqualTo(Status.Code.OK);
    assertThat(call.bytes).hasValue(LARGE);
  }

  @Test
  void aStandbyThatDoesNotReadIsGivenUp() throws Exception {
    stop();
    serve(Duration.ofMillis(300));
    write(2, LARGE);
    List<Call> calls = stalledCalls();

    await().atMost(LIMIT).ignoreExceptions().until(() -> !fetch("", 0).isEmpty());
    calls.getFirst().request(LARGE);

    assertThat(calls.getFirst().ended).succeedsWithin(LIMIT).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(calls.getFirst().bytes).hasValueLessThan(LARGE);
  }

  @Test
  void fetchesAtOnceAreBoundedAndOneThatIsCancelledMakesRoom() throws Exception {
    write(2, LARGE);
    List<Call> calls = stalledCalls();
    assertThatThrownBy(() -> fetch("", 0))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE))
        .hasMessageContaining("limited number");

    calls.getFirst().call.cancel("gone", null);
    await().atMost(LIMIT).ignoreExceptions().until(() -> !fetch("", 0).isEmpty());
  }

  /** As many as are served at once; each has read one part. */
  private List<Call> stalledCalls() {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Call call = new Call();
      call.request(1);
      await().atMost(LIMIT).until(() -> call.received.get() == 1);
      calls.add(call);
    }
    return calls;
  }

  @Test
  void aMalformedRequestIsRefused() {
    assertThatThrownBy(() -> fetch("run", -1))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused ->
                assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
  }

  private byte[] write(int iteration, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(iteration).nextBytes(bytes);
    Files.write(directory.resolve("%08d.checkpoint".formatted(iteration)), bytes);
    return bytes;
  }

  private List<CheckpointPart> fetch(String runId, int iteration) {
    List<CheckpointPart> parts = new ArrayList<>();
    LearnerServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .fetchCheckpoint(
            CheckpointRequest.newBuilder().setRunId(runId).setIteration(iteration).build())
        .forEachRemaining(parts::add);
    return parts;
  }

  /** A standby that reads when it is told to. */
  private final class Call extends ClientCall.Listener<CheckpointPart> {
    final ClientCall<CheckpointRequest, CheckpointPart> call =
        channel.newCall(LearnerServiceGrpc.getFetchCheckpointMethod(), CallOptions.DEFAULT);
    final CompletableFuture<Status.Code> ended = new CompletableFuture<>();
    final AtomicInteger received = new AtomicInteger();
    final AtomicLong bytes = new AtomicLong();

    Call() {
      call.start(this, new Metadata());
      call.sendMessage(CheckpointRequest.getDefaultInstance());
      call.halfClose();
    }

    void request(int parts) {
      call.request(parts);
    }

    @Override
    public void onMessage(CheckpointPart part) {
      bytes.addAndGet(part.getData().size());
      received.incrementAndGet();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      ended.complete(status.getCode());
    }
  }
}
