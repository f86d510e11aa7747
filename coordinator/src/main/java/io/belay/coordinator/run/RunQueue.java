package io.belay.coordinator.run;

import io.belay.control.BookedRun;
import io.belay.control.BookedRun.State;
import io.belay.control.RunBook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The coordinator's copy of the book of runs, and the one place that changes it: runs wait in the
 * order of submission, one is worked on, the last ones that are over are remembered.
 *
 * <p>Before the learner's book has been {@linkplain #take taken}, what is submitted waits beside
 * it: no run is activated, and the book is not to be kept by anyone.
 *
 * <p>Not thread-safe.
 */
public final class RunQueue {
  /** Recipes of a whole book, in UTF-8: what one message between two nodes has room for. */
  static final long MOST_BYTES = 2L << 20;

  private static final int MOST_ENDED = 100;

  private final int maxQueued;
  private final SequencedMap<String, Wish> early = new LinkedHashMap<>();
  private RunBook book = RunBook.empty();
  private boolean taken;

  private record Wish(BookedRun run, boolean resume) {}

  /**
   * A queue without runs.
   *
   * @param maxQueued runs that may wait at once, at least 1
   */
  public RunQueue(int maxQueued) {
    this.maxQueued = maxQueued;
  }

  /** The book as it is now. */
  public RunBook book() {
    return book;
  }

  /** Whether the learner's book has been taken over. */
  public boolean taken() {
    return taken;
  }

  /**
   * Puts a run into the book.
   *
   * @param recipe the recipe as it is always written, so that equal recipes are equal texts
   * @param resume whether a run that was stopped or failed waits anew
   */
  public SubmitReply submit(
      String runId, String recipe, int workersWanted, Instant now, boolean resume) {
    BookedRun run = new BookedRun(runId, recipe, workersWanted, now, State.QUEUED, "", "");
    SubmitReply reply = submit(run, resume);
    if (!taken && reply instanceof SubmitReply.Accepted) {
      early.merge(
          runId,
          new Wish(run, resume),
          (first, again) -> new Wish(first.run(), first.resume() || again.resume()));
    }
    return reply;
  }

  /**
   * Takes over the book that the learner kept, unless this one is a newer edition of it. Runs that
   * were submitted meanwhile are put in as if they came now, so the learner's entry wins.
   *
   * @return what became of those, in their order
   */
  public List<SubmitReply> take(RunBook kept) {
    if (taken && kept.revision() <= book.revision()) {
      return List.of();
    }
    List<Wish> wishes = new ArrayList<>(early.values());
    if (taken) {
      book.runs().stream()
          .filter(run -> !run.state().over())
          .forEach(run -> wishes.add(new Wish(run.with(State.QUEUED, "", ""), false)));
    }
    early.clear();
    book = kept;
    taken = true;
    return wishes.stream().map(wish -> submit(wish.run(), wish.resume())).toList();
  }

  /** The run that is worked on. */
  public Optional<BookedRun> active() {
    return book.runs().stream().filter(run -> run.state() == State.ACTIVE).findFirst();
  }

  /** Makes the first run that waits the active one; nothing where one is active. */
  public Optional<BookedRun> activateNext() {
    if (!taken || active().isPresent()) {
      return Optional.empty();
    }
    Optional<BookedRun> next =
        book.runs().stream().filter(run -> run.state() == State.QUEUED).findFirst();
    return next.map(run -> replace(run.with(State.ACTIVE, "", "")));
  }

  /** Notes that a run is over, in one of the states that say so. */
  public void end(String runId, State state, String detail, String parametersSha256) {
    book.find(runId)
        .filter(run -> !run.state().over())
        .ifPresent(run -> replace(run.with(state, detail, parametersSha256)));
    early.remove(runId);
  }

  /** Runs that wait for their turn. */
  public int waiting() {
    return queued(book.runs());
  }

  /** Runs before this one that are not over. */
  public int ahead(String runId) {
    int ahead = 0;
    for (BookedRun run : book.runs()) {
      if (run.runId().equals(runId)) {
        return run.state().over() ? 0 : ahead;
      }
      ahead += run.state().over() ? 0 : 1;
    }
    return ahead;
  }

  private SubmitReply submit(BookedRun wanted, boolean resume) {
    String runId = wanted.runId();
    Optional<BookedRun> known = book.find(runId);
    if (known.isPresent() && !known.get().recipe().equals(wanted.recipe())) {
      return refuse(
          wanted,
          SubmitReply.Reason.ANOTHER_RECIPE,
          "a run's name stands for one recipe: run=%s, state=%s; submit the other recipe under another name"
              .formatted(runId, known.get().state()));
    }
    if (known.isPresent() && !(resume && resumable(known.get().state()))) {
      return new SubmitReply.Accepted(runId, ahead(runId), true);
    }
    List<BookedRun> others = new ArrayList<>(book.runs());
    others.removeIf(run -> run.runId().equals(runId));
    int queued = queued(others);
    if (queued >= maxQueued) {
      return refuse(
          wanted,
          SubmitReply.Reason.QUEUE_FULL,
          "no more runs wait than the coordinator allows: queued=%d, max-queued-runs=%d; wait for one to end, or stop one"
              .formatted(queued, maxQueued));
    }
    others.add(wanted);
    List<BookedRun> fitting = trim(others);
    if (bytes(fitting) > MOST_BYTES) {
      return refuse(
          wanted,
          SubmitReply.Reason.QUEUE_FULL,
          "the recipes of all runs fit into one message: bytes=%d, most=%d; wait for a run to end, or stop one"
              .formatted(bytes(fitting), MOST_BYTES));
    }
    write(fitting);
    return new SubmitReply.Accepted(runId, ahead(runId), known.isPresent());
  }

  private static int queued(List<BookedRun> runs) {
    return (int) runs.stream().filter(run -> run.state() == State.QUEUED).count();
  }

  private static boolean resumable(State state) {
    return switch (state) {
      case STOPPED, FAILED -> true;
      case QUEUED, ACTIVE, COMPLETED -> false;
    };
  }

  private BookedRun replace(BookedRun changed) {
    write(
        trim(
            book.runs().stream()
                .map(run -> run.runId().equals(changed.runId()) ? changed : run)
                .toList()));
    return changed;
  }

  private void write(List<BookedRun> runs) {
    book = new RunBook(book.revision() + 1, runs);
  }

  /** Forgets the first of the runs that are over while they are too many or too much text. */
  private static List<BookedRun> trim(List<BookedRun> runs) {
    List<BookedRun> kept = new ArrayList<>(runs);
    long ended = kept.stream().filter(run -> run.state().over()).count();
    long bytes = bytes(kept);
    for (int i = 0; i < kept.size() && (ended > MOST_ENDED || bytes > MOST_BYTES); ) {
      if (kept.get(i).state().over()) {
        bytes -= bytes(kept.remove(i));
        ended--;
      } else {
        i++;
      }
    }
    return kept;
  }

  private static long bytes(List<BookedRun> runs) {
    return runs.stream().mapToLong(RunQueue::bytes).sum();
  }

  private static long bytes(BookedRun run) {
    return run.recipe().getBytes(StandardCharsets.UTF_8).length;
  }

  private static SubmitReply refuse(BookedRun run, SubmitReply.Reason reason, String message) {
    return new SubmitReply.Refused(run.runId(), reason, message);
  }
}
