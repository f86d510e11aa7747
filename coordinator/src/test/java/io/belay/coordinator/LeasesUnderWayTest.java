package io.belay.coordinator;

import static io.belay.coordinator.Coordination.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.coordinator.run.LeaseCause;
import io.belay.coordinator.run.RecordedRun;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.worker.RecordedLink;
import io.belay.coordinator.worker.SessionEnd;
import io.belay.recipe.RecipeLoader;
import io.belay.session.FromCoordinator;
import io.belay.session.FromCoordinator.LeaseGrant;
import io.belay.session.FromCoordinator.LeaseRevoke;
import io.belay.session.FromCoordinator.RunAssignment;
import io.belay.session.FromWorker;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who holds which block of a run of four, as the workers are told. */
class LeasesUnderWayTest {
  private final Coordination it = new Coordination();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void workersAreToldOfTheRunAndThenOfTheirShare() {
    List<RecordedLink> workers = it.running(7, "a", "b");

    assertThat(workers.get(0).sent())
        .containsExactly(
            new FromCoordinator.Registered("a#1", Duration.ofSeconds(1)),
            new RunAssignment(
                RUN,
                RecipeLoader.render(Recipes.FOUR_BLOCKS),
                Recipes.CARTPOLE,
                "inprocess:learner"),
            new LeaseGrant(RUN, List.of(0, 2), 7));
    assertThat(workers.get(1).sent(LeaseGrant.class))
        .containsExactly(new LeaseGrant(RUN, List.of(1, 3), 7));
  }

  @Test
  void steadyRunNeedsNoMessage() {
    RecordedLink worker = it.running(0, "a").getFirst();
    int before = worker.sent().size();

    for (int i = 0; i < 10; i++) {
      it.learnerEvents.tell(new LearnerEvent.IterationCompleted(RUN, RecordedRun.report(i)));
    }
    it.settle();

    assertThat(worker.sent()).hasSize(before);
  }

  @Test
  void joiningWorkerTakesItsShareFromTheIterationUnderWay() {
    RecordedLink a = it.running(0, "a").getFirst();
    it.learnerEvents.tell(new LearnerEvent.IterationCompleted(RUN, RecordedRun.report(4)));

    RecordedLink b = it.register("b");

    assertThat(it.expect(RunEvent.LeasesChanged.class))
        .isEqualTo(new RunEvent.LeasesChanged(RUN, LeaseCause.WORKER_JOINED, 2, 4));
    assertThat(a.sent(LeaseRevoke.class)).containsExactly(new LeaseRevoke(RUN, List.of(2, 3)));
    assertThat(b.sent(LeaseGrant.class)).containsExactly(new LeaseGrant(RUN, List.of(2, 3), 5));
  }

  @Test
  void workerWithAnotherIdeaOfTheEnvironmentHoldsNothing() {
    it.running(0, "a");

    RecordedLink other = it.register("b", Recipes.cartpole(200));
    it.settle();

    assertThat(other.sent(LeaseGrant.class)).isEmpty();
  }

  @Test
  void silentWorkerIsLostAndItsBlocksGoOn() {
    List<RecordedLink> workers = it.running(0, "a", "b");
    for (int second = 0; second < 5; second++) {
      it.say(workers.get(0), heartbeat());
      it.pass(Duration.ofSeconds(1));
    }

    assertThat(it.expect(RunEvent.WorkerLost.class))
        .satisfies(lost -> {
          assertThat(lost.workerId()).isEqualTo("b");
          assertThat(lost.reason()).contains("heartbeat-timeout=PT5S");
          assertThat(lost.workers()).isEqualTo(1);
        });
    assertThat(workers.get(1).end()).isEqualTo(SessionEnd.SILENT);
    assertThat(workers.get(0).sent(LeaseGrant.class).getLast())
        .isEqualTo(new LeaseGrant(RUN, List.of(1, 3), 0));
  }

  @Test
  void workerThatComesBackIsToldEverythingAgain() {
    RecordedLink first = it.running(0, "a").getFirst();
    it.close(first);
    it.expect(RunEvent.WorkerLost.class);

    RecordedLink again = it.register("a");
    it.settle();

    assertThat(again.sent())
        .hasSize(3)
        .contains(new FromCoordinator.Registered("a#2", Duration.ofSeconds(1)))
        .contains(new LeaseGrant(RUN, List.of(0, 1, 2, 3), 0));
  }

  @Test
  void runWithoutWorkersWaitsForALimitedTime() {
    RecordedLink a = it.running(0, "a").getFirst();
    it.close(a);
    assertThat(it.expect(RunEvent.LeasesChanged.class))
        .isEqualTo(new RunEvent.LeasesChanged(RUN, LeaseCause.WORKER_GONE, 0, 0));

    it.pass(Duration.ofMinutes(10));
    it.learner.expectMessageClass(LearnerCommand.StopRun.class);
    it.learnerEvents.tell(new LearnerEvent.RunEnded(RUN, false, "ab"));

    assertThat(it.expect(RunEvent.Failed.class).message())
        .contains("a run has a worker for its environment");
  }

  @Test
  void drainingWorkerHandsOverAndLeaves() {
    List<RecordedLink> workers = it.running(0, "a", "b");

    it.say(workers.get(1), new FromWorker.Draining("scale-in"));
    it.say(workers.get(1), new FromWorker.LeaseReturned(RUN, List.of(1, 3)));
    it.close(workers.get(1));

    assertThat(it.expect(RunEvent.WorkerDraining.class).reason()).isEqualTo("scale-in");
    assertThat(it.expect(RunEvent.LeasesChanged.class))
        .isEqualTo(new RunEvent.LeasesChanged(RUN, LeaseCause.WORKER_DRAINING, 2, 4));
    assertThat(it.expect(RunEvent.WorkerLeft.class).workers()).isEqualTo(1);
    assertThat(workers.get(0).sent(LeaseGrant.class).getLast())
        .isEqualTo(new LeaseGrant(RUN, List.of(1, 3), 0));
  }

  @Test
  void failedBlockGoesToAnotherWorker() {
    List<RecordedLink> workers = it.running(3, "a", "b");

    it.say(workers.get(0), failure(0, 3, true));

    assertThat(it.expect(RunEvent.BlockFailed.class).message()).isEqualTo("the environment threw");
    it.expect(RunEvent.LeasesChanged.class);
    assertThat(workers.get(1).sent(LeaseGrant.class).getLast())
        .satisfies(grant -> assertThat(grant.blocks()).contains(0));
  }

  @Test
  void failedBlockIsTriedAgainByTheOnlyWorkerAndFailsTheRunTheThirdTime() {
    RecordedLink a = it.running(3, "a").getFirst();

    it.say(a, failure(0, 3, true));
    it.say(a, failure(0, 3, true));
    it.settle();
    assertThat(a.sent(LeaseGrant.class))
        .endsWith(new LeaseGrant(RUN, List.of(0), 3), new LeaseGrant(RUN, List.of(0), 3));
    it.learner.expectNoMessage();

    it.say(a, failure(0, 3, true));
    it.learner.expectMessage(new LearnerCommand.StopRun(RUN, "the environment threw"));
    it.learnerEvents.tell(new LearnerEvent.RunEnded(RUN, false, "ab"));
    assertThat(it.expect(RunEvent.Failed.class).message()).isEqualTo("the environment threw");
  }

  @Test
  void failureThatEveryWorkerWouldRepeatFailsTheRunAtOnce() {
    RecordedLink a = it.running(0, "a", "b").getFirst();

    it.say(a, failure(0, 0, false));

    it.learner.expectMessage(new LearnerCommand.StopRun(RUN, "the environment threw"));
  }

  @Test
  void failureReportedByAFormerHolderMovesNothing() {
    List<RecordedLink> workers = it.running(0, "a", "b");

    it.say(workers.get(1), failure(0, 0, false));
    it.settle();

    it.learner.expectNoMessage();
    assertThat(workers.get(0).sent(LeaseGrant.class)).hasSize(1);
  }

  @Test
  void everyMessageIsAcknowledgedSoThatTheNextMayCome() {
    RecordedLink a = it.running(0, "a").getFirst();
    it.say(a, heartbeat());
    it.say(a, heartbeat());
    it.settle();

    assertThat(a.handledCount()).isEqualTo(3);
  }

  @Test
  void nameInUseIsRefused() {
    it.running(0, "a");

    RecordedLink second =
        it.register(
            FromWorker.Register.first("a", 1, List.of(Recipes.CARTPOLE), "another process"));
    it.settle();

    assertThat(second.end()).isEqualTo(SessionEnd.NAME_IN_USE);
    it.close(second);
    it.settle();
    assertThat(second.sent()).isEmpty();
  }

  @Test
  void halfOpenSessionGivesWayToTheSameProcessWhichKeepsItsBlocks() {
    RecordedLink first = it.running(3, "a", "b").getFirst();
    int before = first.sent().size();

    RecordedLink second =
        it.register(
            FromWorker.Register.first("a", 1, List.of(Recipes.CARTPOLE), "process of a")
                .holding(RUN, List.of(0, 2)));
    it.settle();

    assertThat(first.end()).isEqualTo(SessionEnd.REPLACED);
    assertThat(first.sent()).hasSize(before);
    assertThat(second.sent(RunAssignment.class)).hasSize(1);
    assertThat(second.sent(LeaseGrant.class))
        .containsExactly(new LeaseGrant(RUN, List.of(0, 2), 3));
    // The end of the old stream, which comes later, is no loss.
    it.close(first);
    it.settle();
    assertThat(second.sent(LeaseRevoke.class)).isEmpty();
  }

  @Test
  void goingCoordinatorEndsItsSessions() {
    RecordedLink a = it.running(0, "a").getFirst();

    it.kit.stop(it.coordinator);

    assertThat(a.end()).isEqualTo(SessionEnd.SHUTDOWN);
  }

  private static FromWorker.BlockFailed failure(int block, int iteration, boolean retryable) {
    return new FromWorker.BlockFailed(RUN, block, iteration, "the environment threw", retryable);
  }

  private static FromWorker.Heartbeat heartbeat() {
    return new FromWorker.Heartbeat(0, 2, 1000, 0.5, OptionalLong.of(0), 0, 0, 0, 0, 0);
  }
}
