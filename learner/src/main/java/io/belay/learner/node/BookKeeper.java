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
  private @Nullable RunBook inFlight;
  private @Nullable RunBook next;

  /** The book on the disk. */
  RunBook kept() {
    return kept;
  }

  /** The disk has this book. */
  void found(RunBook book) {
    kept = book;
  }

  /**
   * Takes a book that is to be kept; an older one than is kept, written or waits is dropped.
   *
   * @return the book to write now
   */
  Optional<RunBook> keep(RunBook book) {
    if (book.revision() > newest().revision()) {
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
    inFlight = null;
    return toWrite();
  }

  /**
   * The book that was to be written is not on the disk; the coordinator sends it again.
   *
   * @return the book to write now
   */
  Optional<RunBook> notWritten() {
    inFlight = null;
    return toWrite();
  }

  /**
   * Whether the book on the disk is the newest there is. Before that nobody is to build on it:
   * another book would come to have the number of the one that is being written.
   */
  boolean settled() {
    return inFlight == null && next == null;
  }

  private RunBook newest() {
    if (next != null) {
      return next;
    }
    return inFlight == null ? kept : inFlight;
  }

  private Optional<RunBook> toWrite() {
    RunBook now = next;
    if (inFlight != null || now == null) {
      return Optional.empty();
    }
    inFlight = now;
    next = null;
    return Optional.of(now);
  }
}
