package io.belay.learner;

import static io.belay.learner.ToyRun.ITERATIONS;
import static io.belay.learner.ToyRun.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.LearnerEvent;
import io.belay.control.LearnerEvent.BlockRefused;
import io.belay.control.LearnerEvent.IterationCompleted;
import io.belay.control.LearnerEvent.RunEnded;
import io.belay.control.LearnerEvent.RunStarted;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.policy.IterationPolicy;
import io.belay.trajectory.BlockVerdict;
import io.belay.trajectory.LaneCarry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerActorTest {
  private final ActorTestKit kit = ActorTestKit.create();
  private final List<ToyRun> runs = new ArrayList<>();

  @TempDir private Path home;

  @AfterEach
  void stop() {
    runs.forEach(ToyRun::close);
    kit.shutdownTestKit();
  }

  @Test
  void aRunGoesFromItsFirstPolicyToItsEnd() throws IOException {
    ToyRun run = start("whole", ITERATIONS);
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
                .containsExactly(
                    "checkpoint", "sample", "wait", "advantage", "policy", "broadcast", "critic"));
  }

  @Test
  void aRunStoppedAndStartedAgainEqualsOneThatWasNot() throws IOException {
    ToyRun whole = start("whole", ITERATIONS);
    String expected = whole.end().parametersSha256();

    // The worker stops after iteration 2, so that exactly three iterations are done when the run is
    // stopped.
    ToyRun first = start("halves", 2);
    first.awaitIterations(3);
    first.stop();
    assertThat(first.end().completed()).isFalse();

    ToyRun second = start("halves", ITERATIONS);
    List<LearnerEvent> events = second.eventsToTheEnd();
    assertThat(events).first().isEqualTo(new RunStarted("run", 3));
    assertThat(((RunEnded) events.getLast()).parametersSha256()).isEqualTo(expected);
    assertThat(second.progress()).isEqualTo(whole.progress());
  }

  @Test
  void aRunThatIsDoneEndsAtOnceWhenStartedAgain() {
    String hash = start("done", ITERATIONS).end().parametersSha256();

    ToyRun again = start("done", ITERATIONS);
    assertThat(again.eventsToTheEnd())
        .containsExactly(new RunStarted("run", ITERATIONS), new RunEnded("run", true, hash));
  }

  @Test
  void whatIsNotOfTheAwaitedIterationIsRefusedAndReported() throws InterruptedException {
    ToyRun run = start("refusals", -1);
    IterationPolicy policy = run.takePolicy();

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
    ToyRun run = start("time", -1, 1, () -> TimeUnit.SECONDS.toNanos(seconds.get()));
    IterationPolicy policy = run.takePolicy();

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
    ToyRun run = start("carries", 1);
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
    ToyRun run = start("fresh", -1);
    run.takePolicy();

    assertThat(run.carries(0, 0).get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void anUpdateThatIsNotFiniteFailsTheRunAndSaysWhere() throws InterruptedException {
    ToyRun run = start("diverges", -1);
    IterationPolicy policy = run.takePolicy();
    run.worker.offer(0, policy, 0, Float.MAX_VALUE);
    run.worker.offer(1, policy, 0, Float.MAX_VALUE);

    assertThat(run.failure().message()).contains("finite", "iteration=0");
  }

  @Test
  void anotherRecipeIsRefusedTheCheckpointsOfThisOne() {
    start("mine", ITERATIONS).end();

    ToyRun other = start("mine", ITERATIONS, 2);
    assertThat(other.failure().message()).contains("recipe it was started with", "recipe.conf");
  }

  private ToyRun start(String name, int lastIteration) {
    return start(name, lastIteration, 1);
  }

  private ToyRun start(String name, int lastIteration, int seed) {
    return start(name, lastIteration, seed, System::nanoTime);
  }

  private ToyRun start(String name, int lastIteration, int seed, LongSupplier nanoTime) {
    ToyRun run =
        ToyRun.start(
            kit, home.resolve(name), ToyRun.specification(seed, ""), lastIteration, nanoTime);
    runs.add(run);
    return run;
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
}
