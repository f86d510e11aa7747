package io.belay.coordinator;

import static io.belay.coordinator.Coordination.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.LearnerCommand;
import io.belay.control.LearnerCommand.StartRun;
import io.belay.control.LearnerEvent;
import io.belay.coordinator.run.RecordedRun;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunPhase;
import io.belay.coordinator.run.SubmitReply;
import io.belay.coordinator.worker.RecordedLink;
import io.belay.recipe.RecipeLoader;
import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run from its submission to its end, as learner and observers see it. */
class RunLifeTest {
  private final Coordination it = new Coordination();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void runStartsOnceLearnerAndWorkersAreThere() {
    assertThat(it.submit(RUN, 2)).isEqualTo(new SubmitReply.Accepted(RUN, 0, false));
    it.register("a");
    it.register("b");
    it.settle();
    it.learner.expectNoMessage();

    it.attachLearner();

    StartRun start = it.learner.expectMessageClass(StartRun.class);
    assertThat(start.specification().runId()).isEqualTo(RUN);
    assertThat(start.specification().environment()).isEqualTo(Recipes.CARTPOLE);
    assertThat(it.expect(RunEvent.Submitted.class).blocks()).isEqualTo(4);
    assertThat(phases(2)).containsExactly(RunPhase.WAITING_FOR_WORKERS, RunPhase.STARTING);
  }

  @Test
  void runStartsWithFewerWorkersThanWantedWhenGatheringIsOver() {
    it.attachLearner();
    it.submit(RUN, 2);
    it.register("a");
    it.settle();
    it.learner.expectNoMessage();

    it.pass(Duration.ofSeconds(2));

    it.learner.expectMessageClass(StartRun.class);
  }

  @Test
  void runThatNoWorkerComesForFails() {
    it.attachLearner();
    it.submit(RUN, 1);

    it.pass(Duration.ofMinutes(10));

    assertThat(it.expect(RunEvent.Failed.class).message())
        .contains("environment=CartPole-v1", "workers=0", "worker-wait-timeout=PT10M");
  }

  @Test
  void secondRunWaitsWhileOneIsWorkedOnAndBeginsAfterIt() {
    it.running(0, "a");

    assertThat(it.submit("run-2", 1)).isEqualTo(new SubmitReply.Accepted("run-2", 1, false));
    it.settle();
    it.learner.expectNoMessage();

    it.learnerEvents.tell(new LearnerEvent.RunEnded(RUN, true, "ab"));
    it.expect(RunEvent.Ended.class);
    assertThat(it.expect(RunEvent.Submitted.class).runId()).isEqualTo("run-2");
    assertThat(it.learner.expectMessageClass(StartRun.class).specification().runId())
        .isEqualTo("run-2");
  }

  @Test
  void completedRunIsToldToWorkersAndObservers() {
    List<RecordedLink> workers = it.running(0, "a", "b");

    it.learnerEvents.tell(new LearnerEvent.RunEnded(RUN, true, "ab"));

    assertThat(it.expect(RunEvent.PhaseChanged.class).state().phase())
        .isEqualTo(RunPhase.COMPLETED);
    assertThat(it.expect(RunEvent.Ended.class)).isEqualTo(new RunEvent.Ended(RUN, true, "ab"));
    for (RecordedLink worker : workers) {
      assertThat(worker.sent(FromCoordinator.RunEnded.class))
          .containsExactly(new FromCoordinator.RunEnded(RUN, "COMPLETED"));
    }
  }

  @Test
  void stopLetsTheLearnerFinishAndEndsAsStopped() {
    it.running(0, "a");

    it.stop(RUN, "interrupted");
    it.learner.expectMessage(new LearnerCommand.StopRun(RUN, "interrupted"));
    it.stop(RUN, "interrupted again");
    it.learnerEvents.tell(new LearnerEvent.RunEnded(RUN, false, "cd"));

    assertThat(phases(2)).containsExactly(RunPhase.STOPPING, RunPhase.STOPPED);
    assertThat(it.expect(RunEvent.Ended.class)).isEqualTo(new RunEvent.Ended(RUN, false, "cd"));
    it.learner.expectNoMessage();
  }

  @Test
  void stopBeforeTheStartEndsAtOnce() {
    it.submit(RUN, 1);

    it.stop(RUN, "interrupted");

    assertThat(it.expect(RunEvent.Ended.class)).isEqualTo(new RunEvent.Ended(RUN, false, ""));
  }

  @Test
  void stopOfAnotherRunIsLeftAlone() {
    it.running(0, "a");

    it.stop("another", "by mistake");

    it.settle();
    it.learner.expectNoMessage();
  }

  @Test
  void lastIterationMayBeDoneBeforeTheStopArrives() {
    it.running(0, "a");

    it.stop(RUN, "interrupted");
    it.learnerEvents.tell(new LearnerEvent.RunEnded(RUN, true, "ab"));

    assertThat(it.expect(RunEvent.Ended.class).completed()).isTrue();
  }

  @Test
  void learnerThatDoesNotStartIsNotWaitedForForEver() {
    it.attachLearner();
    it.register("a");
    it.submit(RUN, 1);
    it.learner.expectMessageClass(StartRun.class);

    it.pass(Duration.ofSeconds(60));
    it.learner.expectMessageClass(LearnerCommand.StopRun.class);
    it.pass(Duration.ofSeconds(60));

    assertThat(it.expect(RunEvent.Failed.class).message()).contains("start-timeout=PT1M");
  }

  @Test
  void learnerThatDoesNotStopIsNotWaitedForForEver() {
    it.running(0, "a");
    it.stop(RUN, "interrupted");

    it.pass(Duration.ofSeconds(60));

    assertThat(it.expect(RunEvent.Failed.class).message()).contains("stop-timeout=PT1M");
  }

  @Test
  void learnersEndFailsTheRun() {
    it.running(0, "a");

    it.learner.stop();

    assertThat(it.expect(RunEvent.Failed.class).message()).contains("the learner is gone");
  }

  @Test
  void learnersFailureIsTheRuns() {
    List<RecordedLink> workers = it.running(0, "a");

    it.learnerEvents.tell(new LearnerEvent.RunFailed(RUN, "a gradient is finite: layer=2"));

    assertThat(it.expect(RunEvent.Failed.class).message())
        .isEqualTo("a gradient is finite: layer=2");
    assertThat(workers.getFirst().sent(FromCoordinator.RunEnded.class))
        .extracting(FromCoordinator.RunEnded::reason)
        .containsExactly("FAILED: a gradient is finite: layer=2");
  }

  @Test
  void eventsOfTheLearnerReachObserversInOrder() {
    it.running(0, "a");
    it.learnerEvents.tell(new LearnerEvent.BlockAdmitted(RUN, 0, 1, "a"));
    it.learnerEvents.tell(new LearnerEvent.BlockRefused(RUN, 2, "a", "stale"));
    it.learnerEvents.tell(new LearnerEvent.IterationCompleted(RUN, RecordedRun.report(0)));
    it.learnerEvents.tell(new LearnerEvent.CheckpointWritten(RUN, 0, true, "checkpoint-0"));

    it.events.expectMessage(new RunEvent.BlockAdmitted(RUN, 0, 1, "a"));
    it.events.expectMessage(new RunEvent.BlockRefused(RUN, 2, "a", "stale"));
    assertThat(it.events.expectMessageClass(RunEvent.Progress.class).report().version())
        .isEqualTo(1);
    it.events.expectMessage(new RunEvent.Checkpoint(RUN, 0, true, "checkpoint-0"));
  }

  @Test
  void everyHeartbeatReachesObserversWithARunOrWithoutOne() {
    RecordedLink worker = it.register("a");
    Heartbeat beat = new Heartbeat(512, 2, 1000, 0.25, OptionalLong.of(3), 9, 8, 1, 2, 0);

    it.say(worker, beat);

    assertThat(it.expect(RunEvent.WorkerReported.class))
        .isEqualTo(new RunEvent.WorkerReported("a", beat));
  }

  @Test
  void observersAreToldWhatTheRunIsAboutAndOnceMoreWhenItsEnvironmentIsKnown() {
    it.submit(RUN, 1);

    // 320 steps of 4 lanes times 8 steps are 10 iterations of 32.
    RunEvent.Described taken = it.expect(RunEvent.Described.class);
    assertThat(taken.iterations()).isEqualTo(10);
    assertThat(taken.stepsPerIteration()).isEqualTo(32);
    assertThat(taken.rewardThreshold()).isEmpty();
    assertThat(RecipeLoader.parse(taken.recipe(), "told")).isEqualTo(Recipes.FOUR_BLOCKS);

    it.register("a");
    it.attachLearner();
    it.learner.expectMessageClass(StartRun.class);
    it.learnerEvents.tell(new LearnerEvent.RunStarted(RUN, 0));

    assertThat(it.expect(RunEvent.Described.class).rewardThreshold()).hasValue(475);
  }

  @Test
  void observersAreToldWhoHoldsHowManyBlocks() {
    it.running(0, "a");
    it.register("b");

    assertThat(it.expect(RunEvent.BlocksHeld.class).blocks()).isEqualTo(Map.of("a", 2, "b", 2));
  }

  @Test
  void eventsOfAnotherRunAreIgnored() {
    it.running(0, "a");

    it.learnerEvents.tell(new LearnerEvent.RunEnded("an earlier run", true, "ab"));
    it.learnerEvents.tell(new LearnerEvent.BlockAdmitted(RUN, 0, 1, "a"));

    it.events.expectMessage(new RunEvent.BlockAdmitted(RUN, 0, 1, "a"));
  }

  private List<RunPhase> phases(int count) {
    return Stream.generate(() -> it.expect(RunEvent.PhaseChanged.class))
        .limit(count)
        .map(changed -> changed.state().phase())
        .toList();
  }
}
