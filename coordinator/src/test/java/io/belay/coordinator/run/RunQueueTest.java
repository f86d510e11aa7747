package io.belay.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.belay.control.BookedRun;
import io.belay.control.BookedRun.State;
import io.belay.control.RunBook;
import io.belay.coordinator.run.SubmitReply.Accepted;
import io.belay.coordinator.run.SubmitReply.Reason;
import io.belay.coordinator.run.SubmitReply.Refused;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunQueueTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final RunQueue queue = new RunQueue(3);

  @Test
  void runsAreWorkedOnInTheOrderOfSubmissionOneAtATime() {
    queue.take(RunBook.empty());
    assertThat(submit("a")).isEqualTo(new Accepted("a", 0, false));
    assertThat(submit("b")).isEqualTo(new Accepted("b", 1, false));

    assertThat(queue.activateNext()).map(BookedRun::runId).contains("a");
    assertThat(queue.activateNext()).isEmpty();
    assertThat(submit("c")).isEqualTo(new Accepted("c", 2, false));

    queue.end("a", State.COMPLETED, "", "ab");
    assertThat(queue.activateNext()).map(BookedRun::runId).contains("b");
    assertThat(queue.book().find("a"))
        .hasValueSatisfying(a -> assertThat(a.parametersSha256()).isEqualTo("ab"));
  }

  @Test
  void everyChangeIsAnEditionMoreAndNoChangeIsNone() {
    queue.take(RunBook.empty());
    submit("a");
    assertThat(queue.book().revision()).isEqualTo(1);
    submit("a");
    assertThat(queue.book().revision()).isEqualTo(1);
    queue.activateNext();
    assertThat(queue.book().revision()).isEqualTo(2);
    queue.end("a", State.FAILED, "why", "");
    queue.end("a", State.COMPLETED, "", "ab");
    assertThat(queue.book().revision()).isEqualTo(3);
    assertThat(queue.book().runs().getFirst().state()).isEqualTo(State.FAILED);
  }

  @Test
  void sameRunAgainChangesNothingEvenWhenItIsOver() {
    queue.take(RunBook.empty());
    submit("a");
    queue.activateNext();
    assertThat(submit("a")).isEqualTo(new Accepted("a", 0, true));

    queue.end("a", State.STOPPED, "by hand", "ab");
    assertThat(submit("a")).isEqualTo(new Accepted("a", 0, true));
    assertThat(queue.activateNext()).isEmpty();
  }

  @Test
  void otherRecipeUnderAKnownNameIsRefused() {
    queue.take(RunBook.empty());
    submit("a");

    assertThat(queue.submit("a", "another recipe", 1, NOW, true))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.ANOTHER_RECIPE);
              assertThat(refused.message()).contains("run=a", "state=QUEUED");
            });
  }

  @Test
  void stoppedOrFailedRunIsResumedOnRequestACompletedOneNever() {
    queue.take(RunBook.empty());
    submit("a");
    queue.activateNext();
    queue.end("a", State.FAILED, "the learner was gone", "");
    submit("b");

    assertThat(resume("a")).isEqualTo(new Accepted("a", 1, true));
    assertThat(queue.book().runs())
        .extracting(BookedRun::runId, BookedRun::state, BookedRun::detail)
        .containsExactly(tuple("b", State.QUEUED, ""), tuple("a", State.QUEUED, ""));

    queue.activateNext();
    queue.end("b", State.COMPLETED, "", "ab");
    assertThat(resume("b")).isEqualTo(new Accepted("b", 0, true));
    assertThat(queue.activateNext()).map(BookedRun::runId).contains("a");
  }

  @Test
  void noMoreRunsWaitThanAllowedAndTheActiveOneDoesNotWait() {
    queue.take(RunBook.empty());
    submit("a");
    queue.activateNext();
    submit("b");
    submit("c");
    submit("d");

    assertThat(submit("e"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.QUEUE_FULL);
              assertThat(refused.message()).contains("queued=3, max-queued-runs=3");
            });
  }

  @Test
  void lastHundredRunsThatAreOverAreRemembered() {
    queue.take(RunBook.empty());
    for (int i = 0; i < 102; i++) {
      submit("run-" + i);
      queue.activateNext();
      queue.end("run-" + i, State.COMPLETED, "", "ab");
    }

    assertThat(queue.book().runs()).hasSize(100);
    assertThat(queue.book().find("run-1")).isEmpty();
    assertThat(queue.book().find("run-2")).isPresent();
  }

  @Test
  void bookFitsIntoOneMessageRunsThatAreOverGivingWayFirst() {
    // Two recipes of 0.9 MiB fit into 2 MiB, three do not.
    String large = "x".repeat(900 << 10);
    queue.take(RunBook.empty());
    queue.submit("a", large, 1, NOW, false);
    queue.activateNext();
    queue.end("a", State.COMPLETED, "", "ab");
    queue.submit("b", large, 1, NOW, false);
    assertThat(queue.book().find("a")).isPresent();

    assertThat(queue.submit("c", large, 1, NOW, false)).isEqualTo(new Accepted("c", 1, false));
    assertThat(queue.book().find("a")).isEmpty();
    assertThat(queue.submit("d", large, 1, NOW, false))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.message()).contains("most=" + RunQueue.MOST_BYTES));
  }

  @Test
  void nothingIsActivatedBeforeTheLearnersBookIsTaken() {
    submit("a");

    assertThat(queue.activateNext()).isEmpty();

    queue.take(RunBook.empty());
    assertThat(queue.activateNext()).map(BookedRun::runId).contains("a");
  }

  @Test
  void learnersEntryWinsAndWhatCameMeanwhileIsPutBehindIt() {
    submit("known");
    queue.submit("taken", "another recipe", 1, NOW, false);
    submit("new");
    RunBook kept =
        new RunBook(
            7, List.of(booked("known", State.COMPLETED, "ab"), booked("taken", State.ACTIVE, "")));

    List<SubmitReply> replies = queue.take(kept);

    assertThat(replies.get(0)).isEqualTo(new Accepted("known", 0, true));
    assertThat(replies.get(1)).isInstanceOf(Refused.class);
    assertThat(replies.get(2)).isEqualTo(new Accepted("new", 1, false));
    // The learner's edition and one run more.
    assertThat(queue.book().revision()).isEqualTo(8);
    assertThat(queue.book().runs().subList(0, 2)).isEqualTo(kept.runs());
    assertThat(queue.active()).map(BookedRun::runId).contains("taken");
  }

  @Test
  void resumeThatCameBeforeTheLearnerIsHeeded() {
    queue.submit("a", "recipe of a", 1, NOW, true);

    queue.take(new RunBook(4, List.of(booked("a", State.STOPPED, "ab"))));

    assertThat(queue.activateNext()).map(BookedRun::runId).contains("a");
  }

  @Test
  void runStoppedBeforeTheLearnerCameIsNotTrained() {
    submit("a");
    queue.end("a", State.STOPPED, "by hand", "");

    queue.take(RunBook.empty());

    assertThat(queue.activateNext()).isEmpty();
  }

  @Test
  void editionThatIsNotNewerChangesNothing() {
    queue.take(new RunBook(7, List.of(booked("a", State.ACTIVE, ""))));
    queue.end("a", State.COMPLETED, "", "ab");

    queue.take(new RunBook(7, List.of(booked("a", State.ACTIVE, ""))));
    queue.take(new RunBook(8, List.of(booked("b", State.ACTIVE, ""))));

    assertThat(queue.book().revision()).isEqualTo(8);
    assertThat(queue.active()).isEmpty();
  }

  @Test
  void newerEditionIsTakenWithTheRunsThatItDoesNotKnow() {
    queue.take(RunBook.empty());
    submit("a");
    queue.activateNext();

    queue.take(new RunBook(9, List.of(booked("b", State.ACTIVE, ""))));

    assertThat(queue.book().runs()).extracting(BookedRun::runId).containsExactly("b", "a");
    assertThat(queue.active()).map(BookedRun::runId).contains("b");
  }

  private SubmitReply submit(String runId) {
    return queue.submit(runId, "recipe of " + runId, 1, NOW, false);
  }

  private SubmitReply resume(String runId) {
    return queue.submit(runId, "recipe of " + runId, 1, NOW, true);
  }

  private static BookedRun booked(String runId, State state, String sha256) {
    return new BookedRun(runId, "recipe of " + runId, 1, NOW, state, "", sha256);
  }
}
