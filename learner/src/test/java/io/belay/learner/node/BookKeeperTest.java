package io.belay.learner.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.RunBook;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Books that come while another is being written. */
class BookKeeperTest {
  private final BookKeeper keeper = new BookKeeper();

  private static RunBook book(long revision) {
    return new RunBook(revision, List.of());
  }

  @Test
  void ofThoseThatCameMeanwhileTheNewestIsWritten() {
    assertThat(keeper.keep(book(1))).contains(book(1));
    assertThat(keeper.keep(book(2))).isEmpty();
    assertThat(keeper.keep(book(3))).isEmpty();

    assertThat(keeper.written(book(1))).contains(book(3));
    assertThat(keeper.written(book(3))).isEmpty();
    assertThat(keeper.kept()).isEqualTo(book(3));
  }

  @Test
  void anOlderOneThanIsBeingWrittenNeverFollowsIt() {
    keeper.keep(book(10));

    keeper.keep(book(9));

    assertThat(keeper.written(book(10))).isEmpty();
    assertThat(keeper.kept()).isEqualTo(book(10));
  }

  @Test
  void nobodyIsToBuildOnTheDisksBookWhileAnotherIsBeingWritten() {
    assertThat(keeper.settled()).isTrue();
    keeper.keep(book(1));
    assertThat(keeper.settled()).isFalse();
    keeper.keep(book(2));
    keeper.written(book(1));
    assertThat(keeper.settled()).isFalse();
    keeper.written(book(2));
    assertThat(keeper.settled()).isTrue();
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenWhenItComesAgain() {
    keeper.keep(book(1));
    assertThat(keeper.notWritten()).isEmpty();
    assertThat(keeper.settled()).isTrue();

    assertThat(keeper.keep(book(1))).contains(book(1));
  }
}
