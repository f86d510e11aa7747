package io.belay.learner.node;

import static io.belay.learner.ToyRun.ITERATIONS;
import static io.belay.learner.node.NodeUnderTest.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.belay.control.FromLearnerNode.Present;
import io.belay.control.LearnerEvent.CheckpointWritten;
import io.belay.control.LearnerEvent.RunEnded;
import io.belay.control.LearnerEvent.RunStarted;
import io.belay.control.RunSpecification;
import io.belay.learner.SyntheticWorker;
import io.belay.learner.ToyRun;
import io.belay.learner.checkpoint.CheckpointStore;
import io.belay.learner.node.CheckpointMirror.Mirrored;
import io.belay.learner.run.RunFiles;
import io.belay.learner.service.LearnerGrpcService;
import io.belay.learner.service.LearnerServiceSettings;
import io.belay.recipe.RecipeLoader;
import io.belay.v1.CheckpointPart;
import io.belay.v1.CheckpointRequest;
import io.belay.v1.LearnerServiceGrpc.LearnerServiceImplBase;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standby with a directory of its own, over TCP. */
class CheckpointMirrorTest {
  private static final RunSpecification RUN =
      ToyRun.specification(1, "training.checkpoints-kept = 2");

  private final ActorTestKit kit = ActorTestKit.create();
  private final GrpcTransport transport = new GrpcTransport(TransportSettings.defaults());
  private final List<AutoCloseable> opened = new ArrayList<>();

  @TempDir private Path home;

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable part : opened.reversed()) {
      part.close();
    }
    kit.shutdownTestKit();
  }

  @Test
  void aStandbyTakesTheRunOverFromWhatItFetched() throws Exception {
    String expected = hash();
    NodeUnderTest active = NodeUnderTest.start(kit, home.resolve("active"), "active");
    CheckpointMirror mirror = mirror(home.resolve("standby"), serve(active));
    active.await(Present.class);
    active.begin(RUN);
    SyntheticWorker worker = active.work(RUN, 3);
    awaitCheckpoint(active, 4);
    await().atMost(LIMIT).until(() -> mirror.newest().equals(Optional.of(new Mirrored("run", 4))));
    assertThat(worker.closed).isNotDone();
    RunFiles files = RunFiles.ofRun(home.resolve("standby/run"));
    assertThat(files.readRecipe()).isEqualTo(RecipeLoader.render(RUN.recipe()));

    NodeUnderTest standby = NodeUnderTest.start(kit, home.resolve("standby"), "standby");
    standby.await(Present.class);
    standby.begin(RUN);
    assertThat(standby.awaitTold(RunStarted.class)).isEqualTo(new RunStarted("run", 4));
    standby.work(RUN, ITERATIONS);

    assertThat(standby.awaitTold(RunEnded.class)).isEqualTo(new RunEnded("run", true, expected));
    assertThat(ToyRun.progress(files))
        .as("the lines of the earlier iterations are where they were written")
        .hasSize(2)
        .first()
        .asString()
        .startsWith("{\"iteration\":4,");
    assertThat(mirror.problem()).isEmpty();
  }

  @Test
  void theLastFewAreKeptAndTheLastOneIsFetchedAfterTheEndOfTheRun() throws Exception {
    NodeUnderTest active = NodeUnderTest.start(kit, home.resolve("active"), "active");
    CheckpointMirror mirror = mirror(home.resolve("standby"), serve(active));
    active.await(Present.class);
    active.begin(RUN);
    for (int iteration = 0; iteration < ITERATIONS; iteration += 2) {
      int done = iteration + 2;
      SyntheticWorker worker = active.work(RUN, iteration + 1);
      if (done < ITERATIONS) {
        awaitCheckpoint(active, done);
      } else {
        active.awaitTold(RunEnded.class);
      }
      await()
          .atMost(LIMIT)
          .until(() -> mirror.newest().equals(Optional.of(new Mirrored("run", done))));
      if (done < ITERATIONS) {
        assertThat(worker.closed).isNotDone();
      }
    }

    RunFiles files = RunFiles.ofRun(home.resolve("standby/run"));
    assertThat(names(files.checkpoints()))
        .as("checkpoints-kept = 2")
        .containsExactly("00000004.checkpoint", "00000006.checkpoint");
    assertThat(
            new CheckpointStore(files.checkpoints(), 2)
                .recover()
                .newest()
                .orElseThrow()
                .parametersSha256())
        .isEqualTo(hash());
    assertThat(names(home.resolve("standby")))
        .containsExactly("learner.lock", "run", "standby.lock");
  }

  @Test
  void nothingIsFetchedWhereALearnerWorks() throws Exception {
    NodeUnderTest active = NodeUnderTest.start(kit, home.resolve("shared"), "active");
    active.await(Present.class);
    active.begin(RUN);
    active.work(RUN, 1);
    awaitCheckpoint(active, 2);
    Requests requests = new Requests(serve(active));

    CheckpointMirror ofThisProcess = mirror(home.resolve("own"), requests::channel, active.intake);
    CheckpointMirror ofASharedFolder =
        mirror(home.resolve("shared"), requests::channel, new IntakeSwitch());
    CheckpointMirror elsewhere =
        mirror(home.resolve("elsewhere"), requests::channel, new IntakeSwitch());

    await().atMost(LIMIT).until(() -> elsewhere.newest().isPresent());
    // All look each 50 ms; the one that fetches has done so.
    int before = requests.asked.get();
    await().atMost(LIMIT).until(() -> requests.asked.get() >= before + 10);
    assertThat(ofThisProcess.newest()).isEmpty();
    assertThat(ofASharedFolder.newest()).isEmpty();
    assertThat(home.resolve("own")).doesNotExist();
  }

  @Test
  void whatIsNoWholeCheckpointIsRefusedAndLeavesNothingBehind() throws Exception {
    assertRefused(part -> part.setFileBytes(part.getFileBytes() + 1), "arrives as a whole");
    assertRefused(part -> part.setFileBytes(10), "arrives as a whole");
    assertRefused(part -> part.setData(flipped(part.getData())), "hash it was written with");
    assertRefused(part -> part.setIteration(3), "iteration=2, expected=3");
    assertRefused(part -> part.setRunId("other"), "runId=run, expected=other");
    assertRefused(part -> part.setRunId("../../run"), "runId=run, expected=../../run");
  }

  private void assertRefused(UnaryOperator<CheckpointPart.Builder> change, String problem)
      throws Exception {
    Path file = checkpoint();
    CheckpointPart whole =
        CheckpointPart.newBuilder()
            .setRunId("run")
            .setIteration(2)
            .setFileBytes(Files.size(file))
            .setData(ByteString.copyFrom(Files.readAllBytes(file)))
            .build();
    CheckpointPart sent = change.apply(whole.toBuilder()).build();
    Path directory = Files.createTempDirectory(home, "standby");
    Channel liar =
        serve(
            new LearnerServiceImplBase() {
              @Override
              public void fetchCheckpoint(
                  CheckpointRequest request, StreamObserver<CheckpointPart> parts) {
                parts.onNext(sent);
                parts.onCompleted();
              }
            });
    try (CheckpointMirror mirror = mirror(directory, liar)) {
      await().atMost(LIMIT).until(() -> mirror.problem().isPresent());
      assertThat(mirror.problem()).get().asString().contains(problem);
      assertThat(mirror.newest()).isEmpty();
    }
    assertThat(names(directory)).isSubsetOf("learner.lock", "standby.lock");
  }

  /** A checkpoint of iteration 2 of the run. */
  private Path checkpoint() {
    Path file = home.resolve("source/run/checkpoints/00000002.checkpoint");
    if (Files.notExists(file)) {
      NodeUnderTest node = NodeUnderTest.start(kit, home.resolve("source"), "source");
      node.await(Present.class);
      node.begin(RUN);
      node.work(RUN, 1);
      awaitCheckpoint(node, 2);
    }
    return file;
  }

  private static ByteString flipped(ByteString data) {
    byte[] bytes = data.toByteArray();
    bytes[bytes.length / 2] ^= 1;
    return ByteString.copyFrom(bytes);
  }

  private String hash() {
    NodeUnderTest node = NodeUnderTest.start(kit, home.resolve("whole"), "whole");
    node.await(Present.class);
    node.begin(RUN);
    node.work(RUN, ITERATIONS);
    return node.awaitTold(RunEnded.class).parametersSha256();
  }

  private static void awaitCheckpoint(NodeUnderTest node, int iteration) {
    CheckpointWritten written;
    do {
      written = node.awaitTold(CheckpointWritten.class);
    } while (written.iteration() < iteration);
    assertThat(written.success()).isTrue();
  }

  private CheckpointMirror mirror(Path directory, Channel active) {
    return mirror(directory, () -> Optional.of(active), new IntakeSwitch());
  }

  private CheckpointMirror mirror(
      Path directory, Supplier<Optional<Channel>> active, IntakeSwitch intake) {
    CheckpointMirror mirror =
        CheckpointMirror.start(
            NodeUnderTest.settings(directory, "standby.fetch-interval = 50ms"), active, intake);
    opened.add(mirror);
    return mirror;
  }

  private Channel serve(NodeUnderTest node) throws IOException {
    return serve(
        new LearnerGrpcService(node.intake, node.broadcast, LearnerServiceSettings.defaults()));
  }

  private Channel serve(BindableService service) throws IOException {
    Server server =
        transport.server(new GrpcAddress.Tcp("127.0.0.1", 0), List.of(service)).build().start();
    opened.add(server::shutdownNow);
    ManagedChannel channel = transport.channel(new GrpcAddress.Tcp("127.0.0.1", server.getPort()));
    opened.add(channel::shutdownNow);
    return channel;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> content = Files.list(directory)) {
      return content.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** A way to the active learner that counts how often it was asked for. */
  private static final class Requests {
    private final Channel channel;
    final AtomicInteger asked = new AtomicInteger();

    Requests(Channel channel) {
      this.channel = channel;
    }

    Optional<Channel> channel() {
      asked.incrementAndGet();
      return Optional.of(channel);
    }
  }
}
