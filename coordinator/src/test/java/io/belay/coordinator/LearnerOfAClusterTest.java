package io.belay.coordinator;

import static io.belay.coordinator.ClusteredCoordination.RUN;
import static io.belay.coordinator.ClusteredCoordination.SPECIFICATION;
import static io.belay.coordinator.ClusteredCoordination.book;
import static io.belay.coordinator.ClusteredCoordination.booked;
import static io.belay.coordinator.ClusteredCoordination.standing;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.BookedRun;
import io.belay.control.BookedRun.State;
import io.belay.control.FromLearnerNode;
import io.belay.control.LearnerCommand.StartRun;
import io.belay.control.LearnerCommand.StopRun;
import io.belay.control.LearnerEvent;
import io.belay.control.RunBook;
import io.belay.control.RunStanding;
import io.belay.control.RunStanding.Phase;
import io.belay.control.ToLearnerNode;
import io.belay.coordinator.run.RecordedRun;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunPhase;
import io.belay.coordinator.run.RunSummary;
import io.belay.coordinator.run.StopReply;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.coordinator.worker.RecordedLink;
import io.belay.session.FromCoordinator.LeaseGrant;
import io.belay.session.FromCoordinator.RunAssignment;
import io.belay.session.FromWorker;
import io.belay.space.EnvironmentSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A learner in another process that comes, goes, and whose words get lost. */
class LearnerOfAClusterTest {
  private final ClusteredCoordination it = new ClusteredCoordination();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void nothingIsWorkedOnBeforeTheLearnerHasSaidWhatItKnows() {
    it.register("a");
    it.submit(RUN, 1);
    assertThat(it.heard()).containsExactly(new ToLearnerNode.StateWanted());

    it.present("l1", 0, RunStanding.idle());
    it.present("l1", 0, RunStanding.idle());

    assertThat(it.heard())
        .containsExactly(new ToLearnerNode.StateWanted(), new ToLearnerNode.StateWanted());
    assertThat(it.overview().runs().getFirst().phase()).isEqualTo("QUEUED");
  }

  @Test
  void coordinatorThatHasNotSeenTheBookDoesNotDenyRunsThatMayBeInIt() {
    assertThat(it.overview().bookAwaited()).isTrue();
    assertThat(it.stop(RUN)).isInstanceOf(StopReply.TooEarly.class);

    it.introduce("l1", RunBook.empty(), Optional.empty(), RunStanding.idle());

    assertThat(it.overview().bookAwaited()).isFalse();
    assertThat(it.stop(RUN)).isInstanceOf(StopReply.Unknown.class);
  }

  @Test
  void runThatWaitsForWorkersSaysHowManyOfferItsEnvironment() {
    EnvironmentSpec another =
        new EnvironmentSpec(
            "delayed:1ms:CartPole-v1",
            Recipes.CARTPOLE.observationSpace(),
            Recipes.CARTPOLE.actionSpace(),
            Recipes.CARTPOLE.maxEpisodeSteps(),
            Recipes.CARTPOLE.rewardThreshold(),
            true);
    it.register(FromWorker.Register.first("a", 1, List.of(another), "process of a"));
    it.submit(RUN, 2);
    it.introduce("l1", RunBook.empty(), Optional.empty(), RunStanding.idle());

    assertThat(waiting())
        .isEqualTo(
            "environment=CartPole-v1 is offered by 0 of 1 workers, wanted=2; start workers that offer it, an environment whose id has arguments by belay.worker.environments");

    it.register("b");

    assertThat(waiting())
        .isEqualTo("environment=CartPole-v1 is offered by 1 of 2 workers, wanted=2");

    it.register("c");

    assertThat(it.overview().runs().getFirst().detail()).isEmpty();
  }

  private String waiting() {
    RunSummary run = it.overview().runs().getFirst();
    assertThat(run.phase()).isEqualTo("WAITING_FOR_WORKERS");
    return run.detail();
  }

  @Test
  void runStartsOnceTheLearnerHasItInItsBook() {
    it.register("a");
    it.submit(RUN, 1);
    it.introduce("l1", RunBook.empty(), Optional.empty(), RunStanding.idle());

    RunBook book = it.expectBook();
    assertThat(book.find(RUN)).map(BookedRun::state).contains(State.ACTIVE);
    assertThat(it.commands()).isEmpty();

    // The book, or the word that it is kept, was lost: both are said again.
    it.present("l1", 0, RunStanding.idle());
    assertThat(it.heard()).containsExactly(new ToLearnerNode.KeepBook(book));

    it.tell(new FromLearnerNode.BookKept("l1", book.revision()));
    assertThat(it.heard())
        .containsExactly(new ToLearnerNode.Directed("l1", new StartRun(SPECIFICATION)));
  }

  @Test
  void observersAreToldOfARunThatTheLearnersBookHasWithAnotherRecipe() {
    // The coordinator cannot know better before the learner's book comes, and accepts it.
    assertThat(it.submit(RUN, 1)).isInstanceOf(SubmitReply.Accepted.class);
    BookedRun other =
        new BookedRun(
            RUN,
            ClusteredCoordination.RECIPE.replace("seed = 1", "seed = 2"),
            1,
            Instant.EPOCH,
            State.COMPLETED,
            "",
            "ab");

    it.introduce("l1", book(7, other), Optional.empty(), RunStanding.idle());

    RunEvent.SubmissionRefused refused = it.expect(RunEvent.SubmissionRefused.class);
    assertThat(refused.runId()).isEqualTo(RUN);
    assertThat(refused.reason()).isEqualTo(SubmitReply.Reason.ANOTHER_RECIPE);
    assertThat(refused.message()).contains("run=" + RUN);
    assertThat(refused.accepted()).isTrue();
    assertThat(it.commands()).isEmpty();

    it.submit(RUN, 1);

    assertThat(it.expect(RunEvent.SubmissionRefused.class).accepted()).isFalse();
  }

  @Test
  void startIsSaidAgainUntilTheStandingShowsIt() {
    it.register("a");
    it.submit(RUN, 1);
    it.introduce("l1", RunBook.empty(), Optional.empty(), RunStanding.idle());
    long revision = it.expectBook().revision();

    it.present("l1", revision, RunStanding.idle());
    it.present("l1", revision, RunStanding.idle());
    assertThat(it.commands())
        .containsExactly(new StartRun(SPECIFICATION), new StartRun(SPECIFICATION));

    it.present("l1", revision, standing(Phase.OPENING, 0));
    it.present("l1", revision, standing(Phase.RUNNING, 4));
    assertThat(it.commands()).isEmpty();
    assertThat(it.overview().runs().getFirst().phase()).isEqualTo("RUNNING");
  }

  @Test
  void endThatNobodyHeardOfIsInTheStanding() {
    it.running("l1", 0, "a");

    it.present("l1", 2, new RunStanding(RUN, Phase.COMPLETED, 10, "", "ab"));

    assertThat(it.expect(RunEvent.Ended.class)).isEqualTo(new RunEvent.Ended(RUN, true, "ab"));
    BookedRun ended = it.expectBook().find(RUN).orElseThrow();
    assertThat(ended.state()).isEqualTo(State.COMPLETED);
    assertThat(ended.parametersSha256()).isEqualTo("ab");
  }

  @Test
  void stopIsSaidAgainUntilTheStandingShowsIt() {
    it.running("l1", 0, "a");

    assertThat(it.stop(RUN)).isEqualTo(new StopReply.Taken(RUN, "RUNNING"));
    it.present("l1", 2, standing(Phase.RUNNING, 3));
    assertThat(it.commands())
        .containsExactly(new StopRun(RUN, "by hand"), new StopRun(RUN, "by hand"));

    it.present("l1", 2, new RunStanding(RUN, Phase.STOPPED, 4, "by hand", "cd"));
    assertThat(it.expect(RunEvent.Ended.class)).isEqualTo(new RunEvent.Ended(RUN, false, "cd"));
    assertThat(it.expectBook().find(RUN).orElseThrow().detail()).isEqualTo("by hand");
  }

  @Test
  void silentLearnerIsWaitedForAndItsWorkersGoOn() {
    RecordedLink worker = it.running("l1", 3, "a").getFirst();
    int before = worker.sent().size();

    passWithHeartbeats(worker, 5);

    assertThat(phase()).isEqualTo(RunPhase.WAITING_FOR_LEARNER);
    assertThat(worker.sent()).hasSize(before);

    // It had only not been heard: everyone is told again, so that a worker that gave up reconnects.
    it.present("l1", 2, standing(Phase.RUNNING, 6));
    assertThat(it.overview().runs().getFirst().phase()).isEqualTo("RUNNING");
    assertThat(worker.sent().subList(before, worker.sent().size()))
        .containsExactly(assignment("l1:7701"), new LeaseGrant(RUN, List.of(0, 1, 2, 3), 6));
  }

  @Test
  void nextLearnerGoesOnFromItsCheckpointAndEveryWorkerIsToldAgain() {
    List<RecordedLink> workers = it.running("l1", 7, "a", "b");
    it.happened("l1", new LearnerEvent.IterationCompleted(RUN, RecordedRun.report(7)));

    it.introduce("l2", book(1), Optional.empty(), RunStanding.idle());
    // Its book is older than the coordinator's.
    RunBook kept = it.expectBook();
    assertThat(kept.find(RUN)).map(BookedRun::state).contains(State.ACTIVE);
    it.tell(new FromLearnerNode.BookKept("l2", kept.revision()));
    assertThat(it.heard())
        .containsExactly(new ToLearnerNode.Directed("l2", new StartRun(SPECIFICATION)));

    it.happened("l2", new LearnerEvent.RunStarted(RUN, 5));
    assertThat(workers.get(0).sent())
        .endsWith(assignment("l2:7701"), new LeaseGrant(RUN, List.of(0, 2), 5));
    assertThat(workers.get(1).sent())
        .endsWith(assignment("l2:7701"), new LeaseGrant(RUN, List.of(1, 3), 5));
  }

  @Test
  void formerLearnersLateWordsAreNotBelieved() {
    it.running("l1", 7, "a");
    it.introduce("l2", book(2, booked(RUN, State.ACTIVE)), Optional.empty(), RunStanding.idle());
    it.happened("l2", new LearnerEvent.RunStarted(RUN, 5));
    it.heard();

    it.present("l1", 2, new RunStanding(RUN, Phase.FAILED, 7, "too late", ""));
    it.happened("l1", new LearnerEvent.RunFailed(RUN, "too late"));

    assertThat(it.overview().runs().getFirst().phase()).isEqualTo("RUNNING");
    assertThat(it.overview().learnerAddress()).isEqualTo("l2:7701");
    assertThat(it.heard()).isEmpty();
  }

  @Test
  void leavingLearnerIsWaitedForAtOnce() {
    it.running("l1", 7, "a");

    it.tell(new FromLearnerNode.Leaving("l1"));

    assertThat(phase()).isEqualTo(RunPhase.WAITING_FOR_LEARNER);
    assertThat(it.overview().learnerAddress()).isEmpty();
  }

  @Test
  void runWithoutLearnerFailsInTheEndAndSaysHowToGoOn() {
    it.running("l1", 7, "a");
    it.tell(new FromLearnerNode.Leaving("l1"));

    it.pass(Duration.ofMinutes(10));

    assertThat(it.expect(RunEvent.Failed.class).message())
        .contains("learner-wait-timeout=PT10M", "submit the run again with --resume");
  }

  @Test
  void runIsStoppedWithoutALearnerAndTheOneThatComesBackWithItIsToldSo() {
    passWithHeartbeats(it.running("l1", 7, "a").getFirst(), 5);

    assertThat(it.stop(RUN)).isEqualTo(new StopReply.Taken(RUN, "WAITING_FOR_LEARNER"));
    assertThat(it.expect(RunEvent.Ended.class).completed()).isFalse();
    it.heard();

    it.present("l1", 2, standing(Phase.RUNNING, 9));
    assertThat(it.commands())
        .containsExactly(new StopRun(RUN, "it is not the run that is worked on"));
  }

  @Test
  void stopWhoseLearnerDiedIsNoFailure() {
    it.running("l1", 7, "a");
    it.stop(RUN);
    it.tell(new FromLearnerNode.Leaving("l1"));

    it.pass(Duration.ofSeconds(60));

    RunEvent.PhaseChanged last = lastPhase();
    assertThat(last.state().phase()).isEqualTo(RunPhase.STOPPED);
    assertThat(last.state().detail()).startsWith("by hand; the learner had gone");
  }

  @Test
  void learnerThatForgotTheRunIsToldToBeginIt() {
    it.running("l1", 7, "a");

    it.present("l1", 2, RunStanding.idle());
    assertThat(phase()).isEqualTo(RunPhase.WAITING_FOR_LEARNER);
    it.present("l1", 2, RunStanding.idle());

    assertThat(it.commands()).containsExactly(new StartRun(SPECIFICATION));
  }

  @Test
  void nextRunBeginsWhenTheLearnerIsDoneWithTheOneBefore() {
    it.running("l1", 0, "a");
    it.submit("run-2", 1);
    assertThat(it.expectBook().runs()).hasSize(2);
    it.happened("l1", new LearnerEvent.RunEnded(RUN, true, "ab"));
    RunBook book = it.expectBook();
    assertThat(book.find("run-2")).map(BookedRun::state).contains(State.ACTIVE);

    it.present("l1", book.revision(), new RunStanding(RUN, Phase.COMPLETED, 10, "", "ab"));

    assertThat(it.commands())
        .singleElement()
        .isInstanceOfSatisfying(
            StartRun.class, start -> assertThat(start.specification().runId()).isEqualTo("run-2"));
  }

  @Test
  void resumedRunIsNotEndedByWhatTheLearnerSaysOfTheAttemptBefore() {
    it.running("l1", 0, "a");
    RunStanding failed = new RunStanding(RUN, Phase.FAILED, 3, "the disk is full", "");
    it.present("l1", 2, failed);
    it.expect(RunEvent.Failed.class);
    it.submit(new Submission(RUN, Recipes.FOUR_BLOCKS, 1, true));
    it.heard();

    it.present("l1", 9, failed);
    assertThat(it.commands()).containsExactly(new StartRun(SPECIFICATION));
    it.present("l1", 9, standing(Phase.RUNNING, 3));
    assertThat(it.overview().runs().getFirst().phase()).isEqualTo("RUNNING");

    it.present("l1", 9, failed);
    assertThat(it.expect(RunEvent.Failed.class).message()).isEqualTo("the disk is full");
  }

  @Test
  void queuedRunIsTakenOutAndAnUnknownOneIsNotFound() {
    it.running("l1", 0, "a");
    it.submit("run-2", 1);

    assertThat(it.stop("run-2")).isEqualTo(new StopReply.Taken("run-2", "QUEUED"));
    assertThat(it.stop("run-2")).isEqualTo(new StopReply.Taken("run-2", "STOPPED"));
    assertThat(it.stop("run-3"))
        .isInstanceOfSatisfying(
            StopReply.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("run=run-3"));
  }

  private RunAssignment assignment(String learnerAddress) {
    return new RunAssignment(RUN, ClusteredCoordination.RECIPE, Recipes.CARTPOLE, learnerAddress);
  }

  private RunPhase phase() {
    return RunPhase.valueOf(it.overview().runs().getFirst().phase());
  }

  /** How the run came to its end. */
  private RunEvent.PhaseChanged lastPhase() {
    RunEvent.PhaseChanged last = it.expect(RunEvent.PhaseChanged.class);
    while (!last.state().phase().terminal()) {
      last = it.expect(RunEvent.PhaseChanged.class);
    }
    return last;
  }

  private void passWithHeartbeats(RecordedLink worker, int seconds) {
    for (int second = 0; second < seconds; second++) {
      it.beat(worker, 0);
      it.pass(Duration.ofSeconds(1));
    }
  }
}
