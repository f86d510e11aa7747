package io.belay.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.control.LearnerEvent.BlockRefused;
import io.belay.control.LearnerEvent.IterationCompleted;
import io.belay.control.LearnerEvent.RunEnded;
import io.belay.control.LearnerEvent.RunFailed;
import io.belay.control.LearnerEvent.RunStarted;
import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.run.RunFiles;
import io.belay.learner.service.LearnerIntake.CarryWanted;
import io.belay.learner.service.LearnerIntake.PolicyWanted;
import io.belay.policy.IterationPolicy;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockVerdict;
import io.belay.trajectory.LaneCarry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerActorTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int ITERATIONS = 6;
  private static final Pattern TIMES =
      Pattern.compile("\"(seconds|stepsPerSecond)\":[^,]*,|,\"phaseSeconds\":\\{[^}]*}");

  private final ActorTestKit kit = ActorTestKit.create();

  @TempDir private Path home;

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void aRunGoesFromItsFirstPolicyToItsEnd() throws IOException {
    Run run = start("whole", ITERATIONS);
    List<LearnerEvent> events = run.eventsToTheEnd();

    assertThat(events).first().isEqualTo(new RunStarted("run", 0));
    assertThat(events.stream().filter(IterationCompleted.class::isInstance)).hasSize(ITERATIONS);
    assertThat(run.worker.policies)
        .extracting(IterationPolicy::iteration)
        .as("the last version samples nothing, so it is not published")
        .containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(((RunEnded) events.getLast()).completed()).isTrue();
    assertThat(run.progress()).hasSize(ITERATIONS);
    assertThat(run.worker.replies).allMatch(reply -> reply.verdict() == BlockVerdict.ADMITTED);
    assertThat(events)
        .filteredOn(IterationCompleted.class::isInstance)
        .allSatisfy(event ->
            assertThat(((IterationCompleted) event).report().phaseSeconds().keySet())
                .containsExactly("wait", "advantage", "policy", "broadcast", "critic"));
  }

  @Test
  void aRunStoppedAndStartedAgainEqualsOneThatWasNot() throws IOException {
    Run whole = start("whole", ITERATIONS);
    String expected = whole.end().parametersSha256();

    // The worker stops after iteration 2, so that exactly three iterations are done when the run is
    // stopped.
    Run first = start("halves", 2);
    first.awaitIterations(3);
    first.learner.tell(new LearnerActor.Directed(new LearnerCommand.StopRun("run", "a test")));
    assertThat(first.end().completed()).isFalse();

    Run second = start("halves", ITERATIONS);
    List<LearnerEvent> events = second.eventsToTheEnd();
    assertThat(events).first().isEqualTo(new RunStarted("run", 3));
    assertThat(((RunEnded) events.getLast()).parametersSha256()).isEqualTo(expected);
    assertThat(second.progress()).isEqualTo(whole.progress());
  }

  @Test
  void aRunThatIsDoneEndsAtOnceWhenStartedAgain() {
    String hash = start("done", ITERATIONS).end().parametersSha256();

    Run again = start("done", ITERATIONS);
    assertThat(again.eventsToTheEnd())
        .containsExactly(new RunStarted("run", ITERATIONS), new RunEnded("run", true, hash));
  }

  @Test
  void whatIsNotOfTheAwaitedIterationIsRefusedAndReported() throws InterruptedException {
    Run run = start("refusals", -1);
    IterationPolicy policy = take(run);

    run.worker.offer(0, policy, 0, 0);
    run.worker.offer(0, policy, 0, 0);
    run.worker.offer(1, policy, 4, 0);

    assertThat(run.verdict()).isEqualTo(BlockVerdict.ADMITTED);
    assertThat(run.verdict()).isEqualTo(BlockVerdict.DUPLICATE);
    assertThat(run.verdict()).isEqualTo(BlockVerdict.STALE);
    assertThat(
            run.eventsUntil(
                event -> event instanceof BlockRefused refused && refused.reason().equals("stale")))
        .contains(new BlockRefused("run", 0, "synthetic", "duplicate"));
  }

  @Test
  void trainingTimeBeginsWhenTheFirstWorkerTakesAPolicy() throws Exception {
    AtomicLong seconds = new AtomicLong();
    Run run = start("time", -1, specification(1), () -> TimeUnit.SECONDS.toNanos(seconds.get()));
    IterationPolicy policy = take(run);

    seconds.set(5);
    run.wantPolicy("first");
    seconds.set(6);
    run.wantPolicy("second");
    seconds.set(7);
    run.worker.offer(0, policy, 0, 0);
    run.worker.offer(1, policy, 0, 0);
    run.awaitIterations(1);

    // Begun at 5 s, updated at 7 s.
    assertThat(((IterationCompleted) run.events.getLast()).report().seconds()).isEqualTo(2);
  }

  @Test
  void carriesAreThoseOfTheLastCompletedIteration() throws Exception {
    Run run = start("carries", 1);
    run.awaitIterations(2);

    List<LaneCarry> lanes =
        run.carries(1, 2).get(LIMIT.toSeconds(), TimeUnit.SECONDS).orElseThrow();
    // Block 1 holds lanes 2 and 3; the synthetic worker puts iteration and lane into the state.
    assertThat(lanes)
        .extracting(LaneCarry::environmentState)
        .containsExactly(new double[] {1, 2}, new double[] {1, 3});

    assertThat(refusal(run.carries(1, 1))).isEqualTo(ErrorCategory.STALE);
    assertThat(refusal(run.carries(2, 2))).isEqualTo(ErrorCategory.INVALID_REQUEST);
  }

  @Test
  void beforeTheFirstIterationThereAreNoCarries() throws Exception {
    Run run = start("fresh", -1);
    take(run);

    assertThat(run.carries(0, 0).get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void anUpdateThatIsNotFiniteFailsTheRunAndSaysWhere() throws InterruptedException {
    Run run = start("diverges", -1);
    IterationPolicy policy = take(run);
    run.worker.offer(0, policy, 0, Float.MAX_VALUE);
    run.worker.offer(1, policy, 0, Float.MAX_VALUE);

    RunFailed failed = (RunFailed) run.eventsUntil(RunFailed.class::isInstance).getLast();
    assertThat(failed.message()).contains("finite", "iteration=0");
  }

  @Test
  void anotherRecipeIsRefusedTheCheckpointsOfThisOne() {
    start("mine", ITERATIONS).end();

    Run other = start("mine", ITERATIONS, specification(2));
    RunFailed failed = (RunFailed) other.eventsUntil(RunFailed.class::isInstance).getLast();
    assertThat(failed.message()).contains("recipe it was started with", "recipe.conf");
  }

  private Run start(String name, int lastIteration) {
    return start(name, lastIteration, specification(1));
  }

  private Run start(String name, int lastIteration, RunSpecification specification) {
    return start(name, lastIteration, specification, System::nanoTime);
  }

  private Run start(
      String name, int lastIteration, RunSpecification specification, LongSupplier nanoTime) {
    Path directory = home.resolve(name);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new Run(kit, new RunFiles(directory), specification, lastIteration, nanoTime);
  }

  private static IterationPolicy take(Run run) throws InterruptedException {
    IterationPolicy policy = run.worker.policies.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(policy).isNotNull();
    return policy;
  }

  private static ErrorCategory refusal(CompletableFuture<?> reply) {
    try {
      reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      throw new AssertionError("not refused");
    } catch (ExecutionException e) {
      return ((BelayException) e.getCause()).category();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Four lanes in two blocks, 16 steps an iteration. */
  private static RunSpecification specification(int seed) {
    String recipe =
        """
        environment.id = "Toy-v0"
        policy.hidden = [8]
        critic.hidden = [8]
        sampling { lanes = 4, block-size = 2, fragment-length = 4 }
        algorithm { name = ppo, epochs = 2, minibatch-size = 8 }
        training { environment-steps = 96, seed = %d, checkpoint-every = 2 }
        """
            .formatted(seed);
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Toy-v0",
            Box.uniform(3, -10, 10),
            new Discrete(2),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            true);
    return new RunSpecification("run", RecipeLoader.parse(recipe, "toy.conf"), environment);
  }

  /** A learner with a synthetic worker and a probe for its coordinator. */
  private static final class Run {
    private final RunFiles files;
    private final TestProbe<LearnerEvent> coordinator;
    private final ActorRef<LearnerActor.Command> learner;
    private final SyntheticWorker worker;
    private final List<LearnerEvent> events = new ArrayList<>();

    Run(
        ActorTestKit kit,
        RunFiles files,
        RunSpecification specification,
        int lastIteration,
        LongSupplier nanoTime) {
      this.files = files;
      this.coordinator = kit.createTestProbe();
      PolicyBroadcast broadcast = new PolicyBroadcast(4);
      learner =
          kit.spawn(
              LearnerActor.create(
                  LearnerSettings.of(files, 1), broadcast, coordinator.ref(), nanoTime));
      worker = new SyntheticWorker(specification, learner, lastIteration);
      learner.tell(new LearnerActor.Directed(new LearnerCommand.StartRun(specification)));
      LearnerEvent first = coordinator.receiveMessage(LIMIT);
      events.add(first);
      if (first instanceof RunStarted) {
        broadcast.subscribe(specification.runId(), "synthetic", worker);
      }
    }

    List<LearnerEvent> eventsUntil(Predicate<LearnerEvent> last) {
      while (!last.test(events.getLast())) {
        events.add(coordinator.receiveMessage(LIMIT));
      }
      return events;
    }

    List<LearnerEvent> eventsToTheEnd() {
      return eventsUntil(event -> event instanceof RunEnded || event instanceof RunFailed);
    }

    RunEnded end() {
      return (RunEnded) eventsToTheEnd().getLast();
    }

    void awaitIterations(int count) {
      eventsUntil(event ->
          event instanceof IterationCompleted completed && completed.report().version() == count);
    }

    BlockVerdict verdict() throws InterruptedException {
      var reply = worker.replies.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(reply).isNotNull();
      return reply.verdict();
    }

    /** Returns when the learner knows that a worker wants policies. */
    void wantPolicy(String workerId) throws Exception {
      learner.tell(new LearnerActor.Arrived(new PolicyWanted("run", workerId)));
      carries(0, 0).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    CompletableFuture<Optional<List<LaneCarry>>> carries(int block, int iteration) {
      CompletableFuture<Optional<List<LaneCarry>>> reply = new CompletableFuture<>();
      learner.tell(
          new LearnerActor.Arrived(new CarryWanted("run", block, iteration, "synthetic", reply)));
      return reply;
    }

    /** Lines of progress.jsonl without their times. */
    List<String> progress() throws IOException {
      return Files.readAllLines(files.progress()).stream()
          .map(line -> TIMES.matcher(line).replaceAll(""))
          .toList();
    }
  }
}
