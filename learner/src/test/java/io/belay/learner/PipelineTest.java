package io.belay.learner;

import static io.belay.learner.ToyRun.ITERATIONS;
import static io.belay.learner.ToyRun.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.IterationReport;
import io.belay.control.LearnerEvent;
import io.belay.control.LearnerEvent.IterationCompleted;
import io.belay.control.LearnerEvent.RunEnded;
import io.belay.control.LearnerEvent.RunStarted;
import io.belay.control.RunSpecification;
import io.belay.policy.IterationPolicy;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicySnapshot;
import io.belay.trajectory.BlockVerdict;
import io.belay.trajectory.LaneCarry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A learner whose workers sample the next iteration while it updates by this one. */
class PipelineTest {
  private static final RunSpecification SPECIFICATION =
      ToyRun.specification(1, "sampling.pipeline = true, policy.normalise-observations = true");

  private final ActorTestKit kit = ActorTestKit.create();
  private final List<ToyRun> runs = new ArrayList<>();

  @TempDir private Path home;

  @AfterEach
  void stop() {
    runs.forEach(ToyRun::close);
    kit.shutdownTestKit();
  }

  @Test
  void everyIterationButTheFirstIsSampledOneVersionBehind() throws IOException {
    ToyRun run = start("whole", ITERATIONS);
    List<LearnerEvent> events = run.eventsToTheEnd();

    assertThat(run.worker.policies)
        .extracting(IterationPolicy::iteration)
        .containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(run.worker.policies)
        .extracting(policy -> policy.snapshot().version())
        .containsExactly(0L, 0L, 1L, 2L, 3L, 4L);
    assertThat(reports(events))
        .extracting(IterationReport::version)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(reports(events))
        .extracting(IterationReport::policyLag)
        .containsExactly(0L, 1L, 1L, 1L, 1L, 1L);
    assertThat(reports(events))
        .allSatisfy(report ->
            assertThat(report.phaseSeconds().keySet())
                .containsExactly(
                    "checkpoint", "sample", "wait", "broadcast", "advantage", "policy", "critic"));
    assertThat(((RunEnded) events.getLast()).completed()).isTrue();
    assertThat(run.progress()).hasSize(ITERATIONS);
    assertThat(run.worker.replies).allMatch(reply -> reply.verdict() == BlockVerdict.ADMITTED);
  }

  @Test
  void blocksThatArriveDuringTheUpdateAreJudgedAndKept() throws Exception {
    HeldUpdate update = new HeldUpdate(1);
    ToyRun run = start("during", 0, update);
    update.await();
    assertThat(run.verdict()).isEqualTo(BlockVerdict.ADMITTED);
    assertThat(run.verdict()).isEqualTo(BlockVerdict.ADMITTED);
    IterationPolicy zero = run.takePolicy();
    IterationPolicy first = run.takePolicy();
    assertThat(first.snapshot().identity()).isEqualTo(zero.snapshot().identity());

    assertVerdict(run, 1, first, 1, BlockVerdict.ADMITTED);
    assertVerdict(run, 1, first, 1, BlockVerdict.DUPLICATE);
    assertVerdict(run, 0, first, 0, BlockVerdict.STALE);
    assertVerdict(run, 0, first, 2, BlockVerdict.STALE);
    assertVerdict(run, 0, version(1, first.snapshot().parameters()), 1, BlockVerdict.STALE);
    assertVerdict(run, 0, version(0, new float[1]), 1, BlockVerdict.WRONG_IDENTITY);
    assertThat(laneStates(run, 1)).containsExactly(new double[] {0, 2}, new double[] {0, 3});
    assertVerdict(run, 0, first, 1, BlockVerdict.ADMITTED);
    assertVerdict(run, 0, first, 1, BlockVerdict.DUPLICATE);
    assertThat(run.eventsUntil(event -> event.equals(admitted(1, 0))))
        .as("the update by batch 0 has not ended")
        .noneMatch(IterationCompleted.class::isInstance);

    update.release();
    run.awaitIterations(2);
    assertThat(reports(run.events)).extracting(IterationReport::iteration).containsExactly(0, 1);
    assertThat(laneStates(run, 2)).containsExactly(new double[] {1, 2}, new double[] {1, 3});
  }

  @Test
  void aBatchThatIsCompleteBeforeTheUpdateEndsChangesNoBit() throws Exception {
    String expected = start("whole", ITERATIONS).end().parametersSha256();
    HeldUpdate update = new HeldUpdate(3);
    ToyRun run = start("held", ITERATIONS, update);
    update.await();
    // Two blocks in each of the iterations 0 to 3.
    for (int block = 0; block < 8; block++) {
      assertThat(run.verdict()).isEqualTo(BlockVerdict.ADMITTED);
    }
    update.release();

    assertThat(run.end().parametersSha256()).isEqualTo(expected);
  }

  @Test
  void aRunStoppedDuringAnUpdateGoesOnAsIfItHadNotBeen() throws Exception {
    ToyRun whole = start("whole", ITERATIONS);
    String expected = whole.end().parametersSha256();
    HeldUpdate update = new HeldUpdate(3);
    ToyRun stopped = start("stopped", ITERATIONS, update);
    update.await();

    // The update by batch 2 is running, batch 3 has been offered.
    stopped.stop();
    update.release();

    assertThat(stopped.end().completed()).isFalse();
    ToyRun resumed = start("stopped", ITERATIONS);
    List<LearnerEvent> events = resumed.eventsToTheEnd();
    assertThat(events).first().isEqualTo(new RunStarted("run", 3));
    assertThat(resumed.worker.policies)
        .as("the policy that iteration 3 is sampled with is that of the uninterrupted run")
        .extracting(policy -> policy.snapshot().identity())
        .startsWith(List.copyOf(whole.worker.policies).get(3).snapshot().identity());
    assertThat(resumed.worker.policies)
        .extracting(policy -> policy.snapshot().version())
        .containsExactly(2L, 3L, 4L);
    assertThat(((RunEnded) events.getLast()).parametersSha256()).isEqualTo(expected);
    assertThat(resumed.progress()).isEqualTo(whole.progress());
  }

  @Test
  void aRunStoppedAfterItsFirstIterationSamplesTheSecondWithTheSameVersion() {
    ToyRun whole = start("whole", ITERATIONS);
    String expected = whole.end().parametersSha256();
    ToyRun first = start("first", 0);
    first.awaitIterations(1);
    first.stop();
    first.end();

    ToyRun second = start("first", ITERATIONS);

    assertThat(second.end().parametersSha256()).isEqualTo(expected);
    assertThat(second.worker.policies.peek().iteration()).isOne();
    assertThat(second.worker.policies.peek().snapshot().version()).isZero();
  }

  @Test
  void anUpdateThatFailsEndsTheRunWhateverHasArrivedForTheNextIteration() throws Exception {
    HeldUpdate update = new HeldUpdate(1);
    ToyRun run = start("diverges", -1, update);
    IterationPolicy zero = run.takePolicy();
    run.worker.offer(0, zero, 0, Float.MAX_VALUE);
    run.worker.offer(1, zero, 0, Float.MAX_VALUE);
    update.await();
    IterationPolicy first = run.takePolicy();
    run.worker.offer(0, first, 1, 0);
    run.worker.offer(1, first, 1, 0);
    for (int block = 0; block < 4; block++) {
      assertThat(run.verdict()).isEqualTo(BlockVerdict.ADMITTED);
    }
    update.release();

    assertThat(run.failure().message()).contains("finite", "iteration=0");
    assertVerdict(run, 0, first, 1, BlockVerdict.WRONG_RUN);
  }

  private ToyRun start(String name, int lastIteration) {
    return start(name, lastIteration, System::nanoTime);
  }

  private ToyRun start(String name, int lastIteration, LongSupplier nanoTime) {
    ToyRun run = ToyRun.start(kit, home.resolve(name), SPECIFICATION, lastIteration, nanoTime);
    runs.add(run);
    return run;
  }

  private static void assertVerdict(
      ToyRun run, int block, IterationPolicy policy, int iteration, BlockVerdict expected)
      throws InterruptedException {
    run.worker.offer(block, policy, iteration, 0);
    assertThat(run.verdict()).isEqualTo(expected);
  }

  private static List<double[]> laneStates(ToyRun run, int iteration) throws Exception {
    return run.carries(1, iteration).get(LIMIT.toSeconds(), TimeUnit.SECONDS).orElseThrow().stream()
        .map(LaneCarry::environmentState)
        .toList();
  }

  private static LearnerEvent admitted(int iteration, int block) {
    return new LearnerEvent.BlockAdmitted("run", iteration, block, "synthetic");
  }

  private static IterationPolicy version(long version, float[] parameters) {
    return new IterationPolicy(
        "run", 1, PolicySnapshot.publish(version, parameters, NormaliserStatistics.NONE));
  }

  private static List<IterationReport> reports(List<LearnerEvent> events) {
    return events.stream()
        .filter(IterationCompleted.class::isInstance)
        .map(event -> ((IterationCompleted) event).report())
        .toList();
  }
}
