package io.belay.learner;

import static io.belay.learner.ToyRun.ITERATIONS;
import static io.belay.learner.ToyRun.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.control.LearnerCommand.StartRun;
import io.belay.control.LearnerEvent;
import io.belay.control.LearnerEvent.CheckpointWritten;
import io.belay.control.LearnerEvent.RunEnded;
import io.belay.control.LearnerEvent.RunStarted;
import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.checkpoint.CheckpointStore;
import io.belay.learner.run.RunFiles;
import io.belay.learner.run.SmallDisk;
import io.belay.policy.IterationPolicy;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run whose disk is full, whose checkpoints are damaged, or that is left in the middle. */
class DurabilityTest {
  private static final RunSpecification SPECIFICATION = ToyRun.specification(1, "");

  private final ActorTestKit kit = ActorTestKit.create();
  private final List<ToyRun> runs = new ArrayList<>();

  @TempDir private Path home;

  @AfterEach
  void stop() {
    runs.forEach(ToyRun::close);
    kit.shutdownTestKit();
  }

  @Test
  void aDiskThatIsFullForAWhileCostsNothing() throws Exception {
    ToyRun whole = start(files("whole"), ITERATIONS);
    String expected = whole.end().parametersSha256();
    try (SmallDisk disk = SmallDisk.mount(home.resolve("disk"), 24)) {
      RunFiles files = new RunFiles(disk.root().resolve("run"));
      // Nothing is sampled until the disk is full.
      ToyRun run = start(files, -1);
      run.eventsUntil(CheckpointWritten.class::isInstance);
      disk.fill();
      // A checkpoint is due after the second iteration, by checkpoint-every = 2.
      sample(run, 0, 3);
      assertThat(failedCheckpoint(run).detail()).contains("No space left on device");
      assertThat(files.checkpoints())
          .as("the former checkpoint is there, and no half of another")
          .isDirectoryContaining("glob:**/00000000.checkpoint")
          .isDirectoryNotContaining("glob:**.new");

      disk.makeRoom();
      sample(run, 3, ITERATIONS);

      assertThat(run.end().parametersSha256()).isEqualTo(expected);
      assertThat(run.progress()).isEqualTo(whole.progress());
    }
  }

  @Test
  void theLastCheckpointIsTriedUntilThereIsRoom() throws Exception {
    String expected = start(files("whole"), ITERATIONS).end().parametersSha256();
    try (SmallDisk disk = SmallDisk.mount(home.resolve("disk"), 24)) {
      RunFiles files = new RunFiles(disk.root().resolve("run"));
      ToyRun run = start(files, -1);
      run.eventsUntil(CheckpointWritten.class::isInstance);
      disk.fill();
      sample(run, 0, ITERATIONS);
      assertThat(failedCheckpoint(run).iteration()).isEqualTo(-1);
      disk.makeRoom();

      assertThat(run.end().parametersSha256()).isEqualTo(expected);
      assertThat(newest(files)).isEqualTo(ITERATIONS);
    }
  }

  @Test
  void aDiskThatStaysFullFailsTheRunAtItsEndAndNotBefore() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(home.resolve("disk"), 24)) {
      RunFiles files = new RunFiles(disk.root().resolve("run"));
      LearnerSettings settings =
          new LearnerSettings(files, 1, Duration.ofDays(1), Duration.ofMillis(900));
      ToyRun run = start(settings, -1, System::nanoTime);
      run.eventsUntil(CheckpointWritten.class::isInstance);
      disk.fill();
      sample(run, 0, ITERATIONS);

      assertThat(run.failure().message())
          .contains("make room", "runDirectory=" + files.root(), "No space left on device");
      assertThat(newest(files)).as("what is there to resume from").isZero();
    }
  }

  /** What may happen to a file. */
  private enum Damage {
    TRUNCATED(bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
    EMPTY(bytes -> new byte[0]),
    FLIPPED(bytes -> {
      bytes[bytes.length - 100] ^= 16;
      return bytes;
    });

    private final UnaryOperator<byte[]> damage;

    Damage(UnaryOperator<byte[]> damage) {
      this.damage = damage;
    }
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void aDamagedNewestCheckpointCostsTheIterationsAfterTheOneBefore(Damage damage) throws Exception {
    ToyRun whole = start(files("whole"), ITERATIONS);
    String expected = whole.end().parametersSha256();
    RunFiles files = files("damaged");
    ToyRun first = start(files, -1);
    // checkpoint-every = 2. A newer checkpoint may take the place of one that waits to be written.
    sample(first, 0, 4);
    awaitCheckpoint(first, 4);
    sample(first, 4, 5);
    first.stop();
    assertThat(first.end().completed()).isFalse();
    Path newest = files.checkpoints().resolve("00000005.checkpoint");
    Files.write(newest, damage.damage.apply(Files.readAllBytes(newest)));

    ToyRun second = start(files, ITERATIONS);
    List<LearnerEvent> events = second.eventsToTheEnd();

    assertThat(events).first().isEqualTo(new RunStarted("run", 4));
    assertThat(((RunEnded) events.getLast()).parametersSha256()).isEqualTo(expected);
    assertThat(second.progress()).isEqualTo(whole.progress());
  }

  @Test
  void aCheckpointIsWrittenWhenTheLastOneIsTooLongAgo() throws Exception {
    RunSpecification seldom = ToyRun.specification(1, "training.checkpoint-every = 1000");
    String expected = start(files("whole"), ITERATIONS).end().parametersSha256();
    // Eight readings of the clock an iteration, at two admissions and six phases' ends: 8 s.
    AtomicLong seconds = new AtomicLong();
    LearnerSettings settings =
        new LearnerSettings(files("timed"), 1, Duration.ofSeconds(12), Duration.ofSeconds(20));
    ToyRun run =
        ToyRun.start(
            kit,
            settings,
            seldom,
            ITERATIONS,
            () -> TimeUnit.SECONDS.toNanos(seconds.incrementAndGet()));
    runs.add(run);

    assertThat(run.end().parametersSha256()).as("time changes no bit").isEqualTo(expected);
    // At 0; then 12 s are over after the second and the fourth iteration; the sixth is the last.
    assertThat(run.events.stream().filter(CheckpointWritten.class::isInstance)).hasSize(3);
    assertThat(newest(settings.files())).isEqualTo(ITERATIONS);
  }

  @Test
  void aRunThatIsLeftGoesOnElsewhereAndItsWorkersAreNotToldOfAnEnd() throws Exception {
    String expected = start(files("whole"), ITERATIONS).end().parametersSha256();
    RunFiles files = files("left");
    ToyRun first = start(files, 2);
    first.awaitIterations(3);
    first.learner.tell(new LearnerActor.Leave("a test"));

    assertThat(first.end().completed()).isFalse();
    assertThat(first.worker.closed)
        .succeedsWithin(LIMIT)
        .extracting(Status::getCode)
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(start(files, ITERATIONS).end().parametersSha256()).isEqualTo(expected);
  }

  @Test
  void aWorkerThatIsAheadOfARestartedLearnerIsSentBackToItsPolicy() throws Exception {
    RunFiles files = files("ahead");
    ToyRun first = start(files, -1);
    sample(first, 0, 2);
    awaitCheckpoint(first, 2);
    sample(first, 2, 3);
    first.stop();
    first.end();
    Files.delete(files.checkpoints().resolve("00000003.checkpoint"));

    ToyRun second = start(files, -1);
    assertThat(second.events).first().isEqualTo(new RunStarted("run", 2));
    // The worker has the policy of iteration 3 and asks for the lanes before it.
    assertThat(second.carries(0, 3))
        .failsWithin(LIMIT)
        .withThrowableOfType(ExecutionException.class)
        .satisfies(thrown ->
            assertThat(thrown.getCause())
                .isInstanceOfSatisfying(
                    BelayException.class,
                    stale -> assertThat(stale.category()).isEqualTo(ErrorCategory.STALE))
                .hasMessageContaining("iteration=3, expected=2"));
    assertThat(second.carries(0, 2)).succeedsWithin(LIMIT).matches(found -> found.isPresent());
  }

  @Test
  void whoeverWaitsForTheDirectoryIsToldWhenNothingIsWrittenToItAnyMore() throws Exception {
    HeldUpdate update = new HeldUpdate(1);
    RunSpecification pipeline = ToyRun.specification(1, "sampling.pipeline = true");
    AtomicLong released = new AtomicLong();
    TestProbe<LearnerEvent> coordinator = kit.createTestProbe();
    PolicyBroadcast broadcast = new PolicyBroadcast(1);
    ActorRef<LearnerActor.Command> learner =
        kit.spawn(
            LearnerActor.create(
                LearnerSettings.of(files("crash"), 1),
                broadcast,
                coordinator.ref(),
                update,
                released::incrementAndGet));
    Files.createDirectories(files("crash").root());
    learner.tell(new LearnerActor.Directed(new StartRun(pipeline)));
    assertThat(coordinator.receiveMessage(LIMIT)).isInstanceOf(RunStarted.class);
    SyntheticWorker worker =
        new SyntheticWorker(
            pipeline, intake -> learner.tell(new LearnerActor.Arrived(intake)), ITERATIONS);
    broadcast.subscribe("run", "synthetic", worker);
    update.await();

    kit.stop(learner);
    assertThat(released).as("an update is running").hasValue(0);
    update.release();

    await().atMost(LIMIT).untilAsserted(() -> assertThat(released).hasValue(1));
    assertThat(worker.closed).succeedsWithin(LIMIT);
  }

  /** Samples iterations from the first to before the last and waits for their updates. */
  private static void sample(ToyRun run, int from, int to) throws InterruptedException {
    for (int iteration = from; iteration < to; iteration++) {
      IterationPolicy policy = run.takePolicy();
      run.worker.offer(0, policy, iteration, 0);
      run.worker.offer(1, policy, iteration, 0);
      run.awaitIterations(iteration + 1);
    }
  }

  private static void awaitCheckpoint(ToyRun run, int iteration) {
    run.eventsUntil(
        unused -> checkpoints(run).anyMatch(written -> written.iteration() == iteration));
  }

  private static CheckpointWritten failedCheckpoint(ToyRun run) {
    run.eventsUntil(unused -> checkpoints(run).anyMatch(written -> !written.success()));
    return checkpoints(run).filter(written -> !written.success()).findFirst().orElseThrow();
  }

  private static Stream<CheckpointWritten> checkpoints(ToyRun run) {
    return run.events.stream()
        .filter(CheckpointWritten.class::isInstance)
        .map(CheckpointWritten.class::cast);
  }

  private ToyRun start(RunFiles files, int lastIteration) {
    LearnerSettings settings =
        new LearnerSettings(files, 1, Duration.ofDays(1), Duration.ofSeconds(20));
    return start(settings, lastIteration, System::nanoTime);
  }

  private ToyRun start(LearnerSettings settings, int lastIteration, LongSupplier nanoTime) {
    ToyRun run = ToyRun.start(kit, settings, SPECIFICATION, lastIteration, nanoTime);
    runs.add(run);
    return run;
  }

  private RunFiles files(String name) {
    return new RunFiles(home.resolve(name));
  }

  private static int newest(RunFiles files) {
    return new CheckpointStore(files.checkpoints(), 1).recover().newest().orElseThrow().iteration();
  }
}
