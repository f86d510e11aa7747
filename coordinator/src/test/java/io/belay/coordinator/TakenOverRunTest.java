package io.belay.coordinator;

import static io.belay.coordinator.ClusteredCoordination.RUN;
import static io.belay.coordinator.ClusteredCoordination.SPECIFICATION;
import static io.belay.coordinator.ClusteredCoordination.book;
import static io.belay.coordinator.ClusteredCoordination.booked;
import static io.belay.coordinator.ClusteredCoordination.registration;
import static io.belay.coordinator.ClusteredCoordination.standing;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.BookedRun;
import io.belay.control.BookedRun.State;
import io.belay.control.FromLearnerNode;
import io.belay.control.LearnerCommand.StartRun;
import io.belay.control.RunBook;
import io.belay.control.RunStanding;
import io.belay.control.RunStanding.Phase;
import io.belay.coordinator.run.Overview;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.SubmitReply;
import io.belay.coordinator.worker.RecordedLink;
import io.belay.coordinator.worker.SessionEnd;
import io.belay.session.FromCoordinator.LeaseGrant;
import io.belay.session.FromCoordinator.LeaseRevoke;
import io.belay.session.FromCoordinator.RunAssignment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A coordinator that has just come and finds a run that its predecessor had begun. */
class TakenOverRunTest {
  private final ClusteredCoordination it = new ClusteredCoordination();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void workersKeepTheBlocksThatTheySayTheyHold() {
    // Registered before the learner is heard, and after.
    RecordedLink a = it.register(registration("a").holding(RUN, List.of(1, 3)));
    takeOver(7);
    assertThat(a.sent(LeaseGrant.class)).containsExactly(new LeaseGrant(RUN, List.of(1, 3), 7));

    RecordedLink b = it.register(registration("b").holding(RUN, List.of(0, 1)));

    // Block 1 is a's already, block 2 nobody's.
    assertThat(b.sent(RunAssignment.class)).hasSize(1);
    assertThat(b.sent(LeaseGrant.class))
        .containsExactly(new LeaseGrant(RUN, List.of(0), 7), new LeaseGrant(RUN, List.of(2), 7));
    assertThat(a.sent(LeaseRevoke.class)).isEmpty();
    assertThat(a.sent(LeaseGrant.class)).hasSize(1);
    assertThat(it.expect(RunEvent.LeasesChanged.class).held()).isEqualTo(4);
    assertThat(it.commands()).isEmpty();
  }

  @Test
  void blocksOfWorkersThatDoNotComeBackAreLeasedAfterTheGatheringTime() {
    takeOver(7);
    RecordedLink a = it.register(registration("a").holding(RUN, List.of(1, 3)));
    assertThat(a.sent(LeaseGrant.class)).containsExactly(new LeaseGrant(RUN, List.of(1, 3), 7));

    it.pass(Duration.ofSeconds(2));

    assertThat(a.sent(LeaseGrant.class).getLast()).isEqualTo(new LeaseGrant(RUN, List.of(0, 2), 7));
  }

  @Test
  void newWorkerWithoutBlocksIsGivenSomeWhenAllAreThere() {
    takeOver(7);
    RecordedLink a = it.register(registration("a"));
    assertThat(a.sent(LeaseGrant.class)).isEmpty();

    RecordedLink b = it.register(registration("b").holding("another run", List.of(0)));

    assertThat(a.sent(LeaseGrant.class)).containsExactly(new LeaseGrant(RUN, List.of(0, 2), 7));
    assertThat(b.sent(LeaseGrant.class)).containsExactly(new LeaseGrant(RUN, List.of(1, 3), 7));
  }

  @Test
  void runThatEndedMeanwhileIsBookedAndTheNextOneBegins() {
    it.register("a");
    it.introduce(
        "l1",
        book(4, booked(RUN, State.ACTIVE), booked("run-2", State.QUEUED)),
        Optional.of(SPECIFICATION),
        new RunStanding(RUN, Phase.COMPLETED, 10, "", "ab"));

    assertThat(it.expect(RunEvent.Ended.class)).isEqualTo(new RunEvent.Ended(RUN, true, "ab"));
    RunBook kept = it.expectBook();
    assertThat(kept.runs())
        .extracting(BookedRun::state)
        .containsExactly(State.COMPLETED, State.ACTIVE);
  }

  @Test
  void runOfAnIdleLearnerIsBegunAgainFromItsNewestCheckpoint() {
    it.register("a");
    it.register("b");
    it.introduce("l1", book(4, booked(RUN, State.ACTIVE)), Optional.empty(), RunStanding.idle());

    assertThat(it.commands()).containsExactly(new StartRun(SPECIFICATION));
  }

  @Test
  void runThatIsBeingOpenedIsWaitedFor() {
    RecordedLink a = it.register("a");
    it.introduce(
        "l1",
        book(4, booked(RUN, State.ACTIVE)),
        Optional.of(SPECIFICATION),
        standing(Phase.OPENING, 0));
    assertThat(it.commands()).isEmpty();
    assertThat(it.overview().runs().getFirst().phase()).isEqualTo("STARTING");

    it.present("l1", 4, standing(Phase.RUNNING, 0));
    it.pass(Duration.ofSeconds(2));

    assertThat(a.sent(LeaseGrant.class))
        .containsExactly(new LeaseGrant(RUN, List.of(0, 1, 2, 3), 0));
  }

  @Test
  void submissionsFromBeforeStandBehindTheLearnersRuns() {
    assertThat(it.submit(RUN, 2)).isEqualTo(new SubmitReply.Accepted(RUN, 0, false));
    it.submit("run-2", 1);

    takeOver(7);

    Overview overview = it.overview();
    assertThat(overview.runs())
        .extracting(run -> run.runId() + " " + run.phase())
        .containsExactly("run-1 RUNNING", "run-2 QUEUED");
    // The learner's edition is 4, the second run is one change more.
    assertThat(it.expectBook().revision()).isEqualTo(5);
  }

  @Test
  void recipeThatCannotBeReadFailsItsRunAndNoOther() {
    BookedRun unreadable =
        new BookedRun(
            "run-0", "nonsense {", 1, booked(RUN, State.QUEUED).submitted(), State.QUEUED, "", "");
    it.introduce(
        "l1", book(4, unreadable, booked(RUN, State.QUEUED)), Optional.empty(), RunStanding.idle());

    assertThat(it.overview().runs())
        .extracting(run -> run.runId() + " " + run.phase())
        .containsExactly("run-0 FAILED", "run-1 WAITING_FOR_WORKERS");
    assertThat(it.overview().runs().getFirst().detail()).isNotEmpty();
  }

  @Test
  void goingCoordinatorShutsTheDoorAndSendsItsWorkersElsewhere() {
    RecordedLink a = it.register("a");

    it.kit.stop(it.coordinator);

    assertThat(a.end()).isEqualTo(SessionEnd.SHUTDOWN);
    assertThat(it.door.isOpen()).isFalse();
    RecordedLink late = new RecordedLink();
    it.door.received(late, registration("b"));
    assertThat(late.end()).isEqualTo(SessionEnd.STANDS_BY);
  }

  @Test
  void overviewSaysHowFarTheRunIsAndWhoDoesWhat() {
    takeOver(7);
    RecordedLink a = it.register(registration("a").holding(RUN, List.of(1, 3)));
    it.beat(a, 5000);
    it.pass(Duration.ofMillis(1500));

    Overview overview = it.overview();

    assertThat(overview.learnerAddress()).isEqualTo("l1:7701");
    assertThat(overview.runs().getFirst())
        .satisfies(run -> {
          assertThat(run.recipe()).isEqualTo("small");
          assertThat(run.environment()).isEqualTo("CartPole-v1");
          assertThat(run.algorithm()).isEqualTo("ppo");
          assertThat(run.iterationsCompleted()).isEqualTo(7);
          // 320 steps in batches of 4 lanes by 8 steps.
          assertThat(run.iterations()).isEqualTo(10);
          assertThat(run.environmentSteps()).isEqualTo(7 * 32);
          assertThat(run.returnMean()).isEmpty();
        });
    assertThat(overview.workers().getFirst())
        .satisfies(worker -> {
          assertThat(worker.blocks()).isEqualTo(2);
          assertThat(worker.stepsPerSecond()).isEqualTo(5000);
          assertThat(worker.silence()).isEqualTo(Duration.ofMillis(1500));
        });
  }

  private void takeOver(int iteration) {
    it.present("l1", 4, standing(Phase.RUNNING, iteration));
    it.tell(
        new FromLearnerNode.State(
            "l1",
            book(4, booked(RUN, State.ACTIVE)),
            Optional.of(SPECIFICATION),
            standing(Phase.RUNNING, iteration)));
  }
}
