package io.belay.learner.node;

import static io.belay.learner.ToyRun.ITERATIONS;
import static io.belay.learner.node.NodeUnderTest.ENDED;
import static io.belay.learner.node.NodeUnderTest.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.control.BookedRun;
import io.belay.control.FromLearnerNode;
import io.belay.control.FromLearnerNode.BookKept;
import io.belay.control.FromLearnerNode.Leaving;
import io.belay.control.FromLearnerNode.Present;
import io.belay.control.FromLearnerNode.Told;
import io.belay.control.LearnerEvent.RunEnded;
import io.belay.control.LearnerEvent.RunStarted;
import io.belay.control.RunBook;
import io.belay.control.RunSpecification;
import io.belay.control.RunStanding.Phase;
import io.belay.learner.HeldUpdate;
import io.belay.learner.SyntheticWorker;
import io.belay.learner.ToyRun;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.run.LockFile;
import io.belay.learner.run.RunFiles;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One learner after another on one directory of runs. */
class HandOverTest {
  private static final RunSpecification RUN = ToyRun.specification(1, "sampling.pipeline = true");

  private final ActorTestKit kit = ActorTestKit.create();

  @TempDir private Path home;

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void aSecondLearnerIsRefusedAfterItsPatience() {
    NodeUnderTest first = NodeUnderTest.start(kit, home, "first");
    first.await(Present.class);
    NodeUnderTest second = start("second", "lock-timeout = 400ms");

    assertThat(second.awaitEnd())
        .contains("one learner at a time works on a directory of runs")
        .contains("runs-directory=" + home, "lock-timeout=PT0.4S");
    second.expectSilence(Duration.ofMillis(100));
    assertThat(second.intake.active()).isFalse();
    first.await(Present.class);
  }

  @Test
  void aSecondLearnerTakesOverWhenTheFirstOneLeavesInTime() throws Exception {
    String expected = hash("whole");
    NodeUnderTest first = NodeUnderTest.start(kit, home, "first");
    first.await(Present.class);
    first.keep(book(3));
    first.await(BookKept.class);
    first.begin(RUN);
    SyntheticWorker worker = first.work(RUN, 2);
    first.awaitIterations(3);
    NodeUnderTest second = NodeUnderTest.start(kit, home, "second");
    second.expectSilence(Duration.ofMillis(300));

    first.drain();

    List<Object> last = new ArrayList<>();
    first.await(message -> {
      last.add(message);
      return message instanceof Leaving;
    });
    assertThat(last)
        .as("a run that goes on elsewhere has no end")
        .noneMatch(message -> message instanceof Told(String unused, RunEnded ended));
    assertThat(first.awaitEnd()).isEqualTo(ENDED);
    assertThat(worker.closed)
        .succeedsWithin(LIMIT)
        .extracting(Status::getCode)
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(second.await(Present.class).bookRevision()).isEqualTo(3);
    second.begin(RUN);
    assertThat(second.awaitTold(RunStarted.class)).isEqualTo(new RunStarted("run", 3));
    second.work(RUN, ITERATIONS);
    assertThat(second.awaitTold(RunEnded.class)).isEqualTo(new RunEnded("run", true, expected));
    assertThat(ToyRun.progress(new RunFiles(home.resolve("run"))))
        .isEqualTo(ToyRun.progress(new RunFiles(home.resolve("whole/run"))));
  }

  @Test
  void aLearnerThatIsStartedAnewWhenItFailsLetsGoOfWhatItHeld() throws Exception {
    Files.createDirectories(home.resolve("learner.lock"));
    TestProbe<FromLearnerNode> coordinator = kit.createTestProbe();
    kit.spawn(
        Behaviors.supervise(
                LearnerNodeActor.create(
                    NodeUnderTest.settings(home, ""),
                    "a",
                    "127.0.0.1:7701",
                    new PolicyBroadcast(1),
                    new IntakeSwitch(),
                    coordinator.ref(),
                    end -> {},
                    System::nanoTime))
            .onFailure(
                SupervisorStrategy.restartWithBackoff(
                    Duration.ofMillis(200), Duration.ofMillis(200), 0)));
    coordinator.expectNoMessage(Duration.ofMillis(300));
    Files.delete(home.resolve("learner.lock"));

    assertThat(coordinator.receiveMessage(LIMIT)).isInstanceOf(Present.class);
    Thread[] threads = new Thread[Thread.activeCount() + 100];
    await()
        .atMost(LIMIT)
        .until(() ->
            Stream.of(threads)
                    .limit(Thread.enumerate(threads))
                    .filter(thread -> thread.getName().equals("belay-runs"))
                    .count()
                == 1);
  }

  @Test
  void aDrainWaitsForTheRunningUpdateAndItsCheckpoint() throws Exception {
    HeldUpdate update = new HeldUpdate(3);
    NodeUnderTest node =
        NodeUnderTest.start(kit, "a", NodeUnderTest.settings(home, ""), end -> fail(), update);
    node.await(Present.class);
    node.begin(RUN);
    node.work(RUN, ITERATIONS);
    update.await();

    node.drain();
    assertThat(node.await(Present.class).standing().phase())
        .as("signs of life go on")
        .isEqualTo(Phase.RUNNING);
    assertThat(LockFile.take(home.resolve("learner.lock"))).isEmpty();
    update.release();

    node.await(Leaving.class);
    assertThat(node.awaitEnd()).isEqualTo(ENDED);
    assertThat(home.resolve("run/checkpoints/00000003.checkpoint")).exists();
    assertFreed("learner.lock");
    assertFreed("run/run.lock");
  }

  @Test
  void aDrainThatTakesTooLongEndsTheActorAndHoldsTheDirectoryUntilNothingWritesToIt()
      throws Exception {
    HeldUpdate update = new HeldUpdate(3);
    NodeUnderTest node =
        NodeUnderTest.start(
            kit,
            "a",
            NodeUnderTest.settings(home, "last-checkpoint-timeout = 100ms, drain-timeout = 300ms"),
            end -> fail(),
            update);
    node.await(Present.class);
    node.begin(RUN);
    node.work(RUN, ITERATIONS);
    update.await();
    node.drain();

    node.await(Leaving.class);
    assertThat(node.awaitEnd()).isEqualTo(ENDED);
    assertThat(LockFile.take(home.resolve("learner.lock"))).isEmpty();
    assertThat(LockFile.take(home.resolve("run/run.lock"))).isEmpty();
    update.release();

    assertFreed("run/run.lock");
    assertFreed("learner.lock");
  }

  @Test
  void aRunThatIsCompletedWhileTheLearnerDrainsHasItsEnd() throws Exception {
    HeldUpdate update = new HeldUpdate(ITERATIONS - 1);
    NodeUnderTest node =
        NodeUnderTest.start(kit, "a", NodeUnderTest.settings(home, ""), end -> {}, update);
    node.await(Present.class);
    node.begin(RUN);
    node.work(RUN, ITERATIONS);
    update.await();
    update.release();
    node.awaitIterations(ITERATIONS);
    node.drain();

    assertThat(node.awaitTold(RunEnded.class).completed()).isTrue();
    node.await(Leaving.class);
    assertThat(node.awaitEnd()).isEqualTo(ENDED);
  }

  @Test
  void aTornBookIsKeptAsideAndTheNextOneIsNot() throws IOException {
    NodeUnderTest first = NodeUnderTest.start(kit, home, "first");
    first.await(Present.class);
    first.keep(book(3));
    first.await(BookKept.class);
    first.drain();
    first.awaitEnd();
    Path file = home.resolve("runs.book");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    NodeUnderTest second = NodeUnderTest.start(kit, home, "second");
    assertThat(second.await(Present.class).bookRevision()).isZero();
    assertThat(home.resolve("runs.book.unreadable")).hasBinaryContent(bytes);
    second.keep(book(4));
    assertThat(second.await(BookKept.class).revision()).isEqualTo(4);
    second.keep(book(2));
    assertThat(second.await(BookKept.class).revision())
        .as("an older book does not take a newer one's place")
        .isEqualTo(4);
    second.drain();
    second.awaitEnd();

    NodeUnderTest third = NodeUnderTest.start(kit, home, "third");
    assertThat(third.await(Present.class).bookRevision()).isEqualTo(4);
  }

  private NodeUnderTest start(String learnerId, String further) {
    return NodeUnderTest.start(
        kit, learnerId, NodeUnderTest.settings(home, further), end -> {}, System::nanoTime);
  }

  /** The hash of the run's last parameters where nothing disturbs it. */
  private String hash(String directory) {
    NodeUnderTest node = NodeUnderTest.start(kit, home.resolve(directory), "whole");
    node.await(Present.class);
    node.begin(RUN);
    node.work(RUN, ITERATIONS);
    return node.awaitTold(RunEnded.class).parametersSha256();
  }

  private void assertFreed(String lock) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          Optional<LockFile> taken = LockFile.take(home.resolve(lock));
          assertThat(taken).isPresent();
          taken.get().close();
        });
  }

  private static void fail() {
    throw new AssertionError("a run that is only left has no end");
  }

  private static RunBook book(long revision) {
    return new RunBook(
        revision,
        List.of(
            new BookedRun(
                "run", "a recipe", 1, Instant.ofEpochMilli(1000), BookedRun.State.ACTIVE, "", "")));
  }
}
