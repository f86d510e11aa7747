package io.belay.learner.node;

import static io.belay.learner.ToyRun.ITERATIONS;
import static io.belay.learner.node.NodeUnderTest.ENDED;
import static io.belay.learner.node.NodeUnderTest.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.BookedRun;
import io.belay.control.FromLearnerNode.BookKept;
import io.belay.control.FromLearnerNode.Leaving;
import io.belay.control.FromLearnerNode.Present;
import io.belay.control.FromLearnerNode.State;
import io.belay.control.FromLearnerNode.Told;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent.BlockRefused;
import io.belay.control.LearnerEvent.RunEnded;
import io.belay.control.LearnerEvent.RunFailed;
import io.belay.control.LearnerEvent.RunStarted;
import io.belay.control.RunBook;
import io.belay.control.RunSpecification;
import io.belay.control.RunStanding;
import io.belay.control.RunStanding.Phase;
import io.belay.control.ToLearnerNode;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.learner.SyntheticWorker;
import io.belay.learner.ToyRun;
import io.belay.learner.run.LockFile;
import io.belay.learner.run.RunFiles;
import io.belay.learner.service.LearnerIntake.CarryWanted;
import io.belay.learner.service.LearnerIntake.CheckpointsWanted;
import io.belay.learner.service.RunCheckpoints;
import io.belay.policy.IterationPolicy;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicySnapshot;
import io.belay.trajectory.BlockVerdict;
import io.belay.trajectory.LaneCarry;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one learner process, as its coordinator sees them. */
class LearnerNodeActorTest {
  private static final RunSpecification RUN = ToyRun.specification(1, "");

  private final ActorTestKit kit = ActorTestKit.create();

  @TempDir private Path runs;

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void aRunHasEndedWhenItsListenerIsDoneWithIt() throws Exception {
    CompletableFuture<RunEnd> heard = new CompletableFuture<>();
    CountDownLatch done = new CountDownLatch(1);
    NodeUnderTest node =
        start(
            "",
            end -> {
              heard.complete(end);
              await(done);
            });
    assertThat(node.await(Present.class))
        .isEqualTo(new Present("a", "127.0.0.1:7701", 0, RunStanding.idle()));
    node.begin(RUN);
    assertThat(node.awaitTold(RunStarted.class)).isEqualTo(new RunStarted("run", 0));
    node.work(RUN, ITERATIONS);
    node.awaitIterations(ITERATIONS);

    RunEnd end = heard.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(end.standing().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(end.resumedFrom()).isEmpty();
    assertThat(end.workers()).isOne();
    assertThat(end.files().root()).isEqualTo(runs.resolve("run"));
    assertThat(LockFile.take(runs.resolve("run/run.lock")))
        .as("the listener works in the run's directory")
        .isEmpty();
    assertThat(node.await(Present.class).standing().phase()).isEqualTo(Phase.RUNNING);
    done.countDown();

    RunEnded told = node.awaitTold(RunEnded.class);
    assertThat(told).isEqualTo(new RunEnded("run", true, end.standing().parametersSha256()));
    assertThat(node.await(Present.class).standing())
        .isEqualTo(
            new RunStanding("run", Phase.COMPLETED, ITERATIONS, "", told.parametersSha256()));
    awaitFree(runs.resolve("run"));
  }

  @Test
  void aListenerThatFailsOrTakesTooLongKeepsNoEndFromTheCoordinator() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    NodeUnderTest node =
        start(
            "run-end-timeout = 100ms",
            end -> {
              await(done);
              throw new IllegalStateException("the disk is full");
            });
    complete(node, RUN);
    assertThat(LockFile.take(runs.resolve("run/run.lock")))
        .as("the listener still works in the run's directory")
        .isEmpty();
    done.countDown();
  }

  @Test
  void anEndIsKeptUntilItIsBooked() {
    NodeUnderTest node = start();
    String hash = complete(node, RUN);
    node.begin(RUN);
    assertThat(node.await(Present.class).standing())
        .as("a run that is completed is not begun again")
        .isEqualTo(new RunStanding("run", Phase.COMPLETED, ITERATIONS, "", hash));

    node.keep(book(1, BookedRun.State.ACTIVE));
    assertThat(node.await(BookKept.class).revision()).isEqualTo(1);
    assertThat(node.await(Present.class).standing().phase()).isEqualTo(Phase.COMPLETED);
    node.keep(book(2, BookedRun.State.COMPLETED));
    assertThat(node.await(BookKept.class).revision()).isEqualTo(2);
    node.awaitPhase(Phase.IDLE);
  }

  @Test
  void theRunUnderWayIsBegunOnceAndNoOtherBesideIt() {
    NodeUnderTest node = start();
    node.await(Present.class);
    node.begin(RUN);
    SyntheticWorker worker = node.work(RUN, 1);
    node.awaitIterations(2);

    node.begin(RUN);
    assertThat(node.await(Present.class).standing())
        .isEqualTo(new RunStanding("run", Phase.RUNNING, 2, "", ""));
    node.begin(named("other"));
    assertThat(node.await(Present.class).standing())
        .as("the coordinator has to stop the one before")
        .isEqualTo(new RunStanding("run", Phase.RUNNING, 2, "", ""));
    assertThat(worker.closed).as("the run goes on").isNotDone();
    assertThat(node.awaitPhase(Phase.RUNNING).runId()).isEqualTo("run");
    assertThat(runs.resolve("other")).doesNotExist();
  }

  @Test
  void oneRunFollowsAnotherInTheSameProcess() throws Exception {
    NodeUnderTest node = start();
    String expected = complete(node, RUN);
    RunSpecification second = named("second");
    node.begin(second);

    SyntheticWorker worker = node.work(second, ITERATIONS);
    SyntheticWorker late = new SyntheticWorker(RUN, node.intake, ITERATIONS);
    node.broadcast.subscribe("run", "late", late);
    assertThat(late.closed.get(1, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(carries(node, "run")).isEqualTo(ErrorCategory.RETRYABLE);

    RunEnded ended = node.awaitTold(RunEnded.class);
    assertThat(ended).isEqualTo(new RunEnded("second", true, expected));
    assertThat(worker.closed).succeedsWithin(LIMIT).isEqualTo(Status.OK);
    assertThat(ToyRun.progress(new RunFiles(runs.resolve("second")))).hasSize(ITERATIONS);
  }

  @Test
  void aStoppedRunSaysWhyAndGoesOnWhenItIsBegunAgain() {
    String expected = complete(start("b", runs.resolve("other")), RUN);
    NodeUnderTest node = start();
    node.await(Present.class);
    node.begin(RUN);
    node.work(RUN, 2);
    node.awaitIterations(3);
    node.stop("run", "an operator asked");

    RunStanding stopped = node.awaitPhase(Phase.STOPPED);
    assertThat(stopped.detail()).isEqualTo("an operator asked");
    assertThat(stopped.iteration()).isEqualTo(3);
    assertThat(stopped.parametersSha256()).hasSize(64);
    node.begin(RUN);
    assertThat(node.awaitTold(RunStarted.class)).isEqualTo(new RunStarted("run", 3));
    node.work(RUN, ITERATIONS);
    assertThat(node.awaitTold(RunEnded.class)).isEqualTo(new RunEnded("run", true, expected));
  }

  @Test
  void aRunThatCannotBeBegunFailsWithTheReason() throws Exception {
    Files.createDirectories(runs.resolve("run"));
    Files.writeString(
        runs.resolve("run/recipe.conf"), "environment.id = \"Other-v0\", algorithm.name = ppo");
    NodeUnderTest node = start();
    node.await(Present.class);
    node.begin(RUN);

    assertThat(node.awaitTold(RunFailed.class).message())
        .contains("recipe it was started with", "another name", "recipe.conf");
    assertThat(node.awaitPhase(Phase.FAILED).detail()).contains("recipe it was started with");
    node.begin(named("../escape"));
    assertThat(node.awaitTold(RunFailed.class).message()).contains("run_id=\"../escape\"");
    complete(node, named("good"));
  }

  @Test
  void whatIsForAnotherLearnerIsLeftAlone() {
    NodeUnderTest node = start();
    node.await(Present.class);
    node.tell(new ToLearnerNode.Directed("b", new LearnerCommand.StartRun(RUN)));
    node.tell(new ToLearnerNode.StateWanted());

    assertThat(node.await(State.class))
        .isEqualTo(new State("a", RunBook.empty(), Optional.empty(), RunStanding.idle()));
  }

  @Test
  void aCoordinatorThatKnowsNothingIsToldEverything() {
    NodeUnderTest node = start();
    node.await(Present.class);
    node.keep(book(7, BookedRun.State.ACTIVE));
    node.await(BookKept.class);
    node.begin(RUN);
    node.work(RUN, 0);
    node.awaitIterations(1);
    node.tell(new ToLearnerNode.StateWanted());

    State state = node.await(State.class);
    assertThat(state.book()).isEqualTo(book(7, BookedRun.State.ACTIVE));
    assertThat(state.underWay()).contains(RUN);
    assertThat(state.standing()).isEqualTo(new RunStanding("run", Phase.RUNNING, 1, "", ""));
  }

  @Test
  void whatArrivesWhileNoRunIsUnderWayIsRefusedAndReported() throws Exception {
    NodeUnderTest node = start();
    node.await(Present.class);
    assertThat(node.intake.active()).isTrue();
    SyntheticWorker worker = new SyntheticWorker(RUN, node.intake, ITERATIONS);
    worker.offer(
        0,
        new IterationPolicy(
            "run", 0, PolicySnapshot.publish(0, new float[1], NormaliserStatistics.NONE)),
        0,
        0);

    assertThat(worker.replies.poll(LIMIT.toSeconds(), TimeUnit.SECONDS).verdict())
        .isEqualTo(BlockVerdict.WRONG_RUN);
    assertThat(node.awaitTold(BlockRefused.class))
        .isEqualTo(new BlockRefused("run", 0, "synthetic", "wrong-run"));
    assertThat(carries(node, "run")).isEqualTo(ErrorCategory.RETRYABLE);
    assertThat(checkpoints(node)).isEmpty();
  }

  @Test
  void theCheckpointsOfTheLastRunCanBeHadAfterItsEnd() throws Exception {
    NodeUnderTest node = start();
    complete(node, RUN);

    assertThat(checkpoints(node))
        .contains(new RunCheckpoints("run", runs.resolve("run/checkpoints")));
    node.drain();
    assertThat(node.awaitEnd()).isEqualTo(ENDED);
    assertThat(node.intake.active()).isFalse();
    CheckpointsWanted wanted = new CheckpointsWanted(new CompletableFuture<>());
    node.intake.accept(wanted);
    assertThat(wanted.reply())
        .failsWithin(LIMIT)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("stands by");
  }

  @Test
  void anIdleLearnerLeavesAtOnce() {
    NodeUnderTest node = start();
    node.await(Present.class);
    node.drain();

    node.await(Leaving.class);
    assertThat(node.awaitEnd()).isEqualTo(ENDED);
    node.expectSilence(Duration.ofMillis(200));
  }

  /** Has a run worked on to its end; the hash of its last parameters. */
  private static String complete(NodeUnderTest node, RunSpecification run) {
    node.await(Present.class);
    node.begin(run);
    node.work(run, ITERATIONS);
    Told told =
        (Told)
            node.await(message ->
                message instanceof Told(String unused, RunEnded ended)
                    && ended.runId().equals(run.runId()));
    assertThat(((RunEnded) told.event()).completed()).isTrue();
    return ((RunEnded) told.event()).parametersSha256();
  }

  private NodeUnderTest start() {
    return start("", end -> {});
  }

  private NodeUnderTest start(String further, RunEndListener listener) {
    return NodeUnderTest.start(
        kit, "a", NodeUnderTest.settings(runs, further), listener, System::nanoTime);
  }

  private NodeUnderTest start(String learnerId, Path directory) {
    return NodeUnderTest.start(kit, directory, learnerId);
  }

  /** The lock is let go of a moment after the end was told. */
  private static void awaitFree(Path run) {
    Awaitility.await("nobody works in " + run)
        .until(() -> {
          Optional<LockFile> lock = LockFile.take(run.resolve("run.lock"));
          if (lock.isPresent()) {
            lock.get().close();
          }
          return lock.isPresent();
        });
  }

  private static RunSpecification named(String runId) {
    return new RunSpecification(runId, RUN.recipe(), RUN.environment());
  }

  private static RunBook book(long revision, BookedRun.State state) {
    return new RunBook(
        revision,
        List.of(new BookedRun("run", "a recipe", 1, Instant.ofEpochMilli(1000), state, "", "")));
  }

  private static Optional<RunCheckpoints> checkpoints(NodeUnderTest node) throws Exception {
    CheckpointsWanted wanted = new CheckpointsWanted(new CompletableFuture<>());
    node.intake.accept(wanted);
    return wanted.reply().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static ErrorCategory carries(NodeUnderTest node, String runId) throws Exception {
    CompletableFuture<Optional<List<LaneCarry>>> reply = new CompletableFuture<>();
    node.intake.accept(new CarryWanted(runId, 0, 0, "synthetic", reply));
    try {
      reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      throw new AssertionError("not refused");
    } catch (ExecutionException e) {
      return ((BelayException) e.getCause()).category();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
