package io.belay.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeaseBookTest {
  private static final WorkerCapacity A = new WorkerCapacity("a", 1, 0, false);
  private static final WorkerCapacity B = new WorkerCapacity("b", 1, 0, false);

  private final LeaseBook book = new LeaseBook(2, 2);

  @Test
  void planIsTheNextPlansPast() {
    book.replan(List.of(A));

    LeasePlan plan = book.replan(List.of(A, B));

    assertThat(plan.granted()).containsExactly(new BlockLease(1, "b"));
    assertThat(book.holders()).isEqualTo(new TreeMap<>(Map.of(0, "a", 1, "b")));
  }

  @Test
  void failedBlockGoesToTheOtherWorkerAndIsGrantedAnewWhereThereIsNone() {
    book.replan(List.of(A, B));

    assertThat(book.fail(0, 0, "a")).isTrue();
    assertThat(book.replan(List.of(A, B)).granted()).contains(new BlockLease(0, "b"));

    LeaseBook lonely = new LeaseBook(1, 2);
    lonely.replan(List.of(A));
    assertThat(lonely.fail(0, 0, "a")).isTrue();
    assertThat(lonely.replan(List.of(A)).granted()).containsExactly(new BlockLease(0, "a"));
    assertThat(lonely.fail(0, 0, "a")).isFalse();
  }

  @Test
  void releaseByAFormerHolderChangesNothing() {
    book.replan(List.of(A));
    book.release(0, "b");

    assertThat(book.held()).isEqualTo(2);
  }

  @Test
  void failureReportedFromTheFarFutureCountsAsOneOfTheNextIteration() {
    LeaseBook lonely = new LeaseBook(1, 2);
    lonely.replan(List.of(A));

    assertThat(lonely.fail(0, Integer.MAX_VALUE, "a")).isTrue();

    assertThat(lonely.fail(0, 1, "a")).isFalse();
  }

  @Test
  void iterationNeverGoesBack() {
    book.advanceTo(5);
    book.advanceTo(3);

    assertThat(book.iteration()).isEqualTo(5);
  }

  @Test
  void blockThatNobodyHoldsIsLeftToWhoSamplesItAnyway() {
    assertThat(book.claim(List.of(1, 2, -1), "b")).containsExactly(1);
    assertThat(book.claim(List.of(0, 1), "a")).containsExactly(0);

    assertThat(book.replan(List.of(A, B)).changesNothing()).isTrue();
  }

  @Test
  void lateBlockGoesToAWorkerThatIsNotLate() {
    book.replan(List.of(A, B));

    assertThat(book.late(List.of(0), Set.of("a", "b"))).containsExactly("a");
    assertThat(book.replan(List.of(A, B)).granted()).containsExactly(new BlockLease(0, "b"));

    // In the next iteration it may go back.
    book.advanceTo(1);
    assertThat(book.replan(List.of(A, B)).granted()).hasSize(1);
  }

  @Test
  void lateBlockStaysWhereEveryOtherIsLateTooOrHasBeen() {
    book.replan(List.of(A, B));
    assertThat(book.late(List.of(0, 1), Set.of("a", "b"))).isEmpty();

    assertThat(book.late(List.of(0), Set.of("a", "b"))).containsExactly("a");
    book.replan(List.of(A, B));
    assertThat(book.late(List.of(0), Set.of("a", "b"))).isEmpty();
    assertThat(book.late(List.of(0), Set.of("b"))).isEmpty();
  }

  @Test
  void lateBlockUsesUpNoAttempt() {
    LeaseBook lonely = new LeaseBook(1, 2);
    lonely.replan(List.of(A, B));
    lonely.late(List.of(0), Set.of("a", "b"));
    lonely.replan(List.of(A, B));

    assertThat(lonely.fail(0, 0, "b")).isTrue();
  }

  @Test
  void resumedRunStartsWithACleanSheetAtAnEarlierIteration() {
    book.replan(List.of(A, B));
    book.advanceTo(7);
    book.fail(0, 7, "a");

    book.restart(5);

    assertThat(book.iteration()).isEqualTo(5);
    book.replan(List.of(A, B));
    assertThat(book.fail(0, 5, book.holders().get(0))).isTrue();
  }
}
