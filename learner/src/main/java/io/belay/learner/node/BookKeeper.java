package io.belay.learner.node;

import io.belay.control.RunBook;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which book is on the disk, and which is to be written next: one at a time, and of those that came
 * meanwhile only the newest. Owned by the node's actor.
 */
final class BookKeeper {
  private RunBook kept = RunBook.empty();
  private @Nullable RunBook next;
  private boolean writing;

  /** The book on the disk. */
  RunBook kept() {
    return kept;
  }

  /** The disk has this book. */
  void found(RunBook book) {
    kept = book;
  }

  /**
   * Takes a book that is to be kept; an older one than is kept or waits already is dropped.
   *
   * @return the book to write now
   */
  Optional<RunBook> keep(RunBook book) {
    RunBook newest = next == null ? kept : next;
    if (book.revision() > newest.revision()) {
      next = book;
    }
    return toWrite();
  }

  /**
   * The book that was to be written is on the disk.
   *
   * @return the book to write now
   */
  Optional<RunBook> written(RunBook book) {
    kept = book;
    writing = false;
    return toWrite();
  }

  /**
   * The book that was to be written is not on the disk; the coordinator sends it again.
   *
   * @return the book to write now
   */
  Optional<RunBook> notWritten() {
    writing = false;
    return toWrite();
  }

  private Optional<RunBook> toWrite() {
    RunBook now = next;
    if (writing || now == null) {
      return Optional.empty();
    }
    writing = true;
    next = null;
    return Optional.of(now);
  }
}
