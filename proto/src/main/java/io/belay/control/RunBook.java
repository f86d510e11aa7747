package io.belay.control;

import io.belay.error.BelayException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every run that a coordinator was given, in the order of submission, and what became of it: what
 * must outlive the coordinator.
 *
 * <p>The coordinator alone changes it; the learner, which has a disk, keeps it and gives it to the
 * next coordinator.
 *
 * @param revision grows by one with every change; 0 is the empty book of a cluster's first day
 * @param runs no id twice, at most one of them {@link BookedRun.State#ACTIVE}
 */
public record RunBook(long revision, List<BookedRun> runs) {

  public RunBook {
    runs = List.copyOf(runs);
    if (revision < 0) {
      throw BelayException.invalid("a revision is not negative: revision=" + revision);
    }
    Set<String> ids = new HashSet<>();
    for (BookedRun run : runs) {
      if (!ids.add(run.runId())) {
        throw BelayException.invalid("a book lists a run once: runId=" + run.runId());
      }
    }
    if (runs.stream().filter(run -> run.state() == BookedRun.State.ACTIVE).count() > 1) {
      throw BelayException.invalid("one run is worked on at a time: active=several");
    }
  }

  /** A book without runs. */
  public static RunBook empty() {
    return new RunBook(0, List.of());
  }

  /** The run with this id. */
  public Optional<BookedRun> find(String runId) {
    return runs.stream().filter(run -> run.runId().equals(runId)).findFirst();
  }
}
