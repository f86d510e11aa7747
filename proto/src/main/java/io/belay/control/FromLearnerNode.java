package io.belay.control;

import io.belay.error.BelayException;
import java.util.Optional;

/**
 * What the active learner tells the active coordinator, wherever in the cluster both are.
 *
 * <p>Any of these may be lost. What must arrive is told again by the next {@link Present}, which
 * carries all that the coordinator acts upon.
 */
public sealed interface FromLearnerNode {

  /** Who tells it: another value for every process and every hand-over, so not blank. */
  String learnerId();

  /**
   * A sign of life, sent in every presence interval and after each change of the standing.
   *
   * @param address where workers reach the learner, {@code host:port}
   * @param bookRevision revision of the book that it keeps
   */
  record Present(String learnerId, String address, long bookRevision, RunStanding standing)
      implements FromLearnerNode {
    public Present {
      if (learnerId.isBlank() || address.isBlank() || bookRevision < 0) {
        throw BelayException.invalid(
            "a learner that is present has a name and an address: learnerId=\"%s\", address=\"%s\", bookRevision=%d"
                .formatted(learnerId, address, bookRevision));
      }
    }
  }

  /**
   * The answer to {@link ToLearnerNode.StateWanted}: what a coordinator that knows nothing needs.
   *
   * @param book the book that the learner keeps
   * @param underWay the run that it was last told to begin, unless it is idle
   */
  record State(
      String learnerId, RunBook book, Optional<RunSpecification> underWay, RunStanding standing)
      implements FromLearnerNode {}

  /** The book with this revision is on the learner's disk. */
  record BookKept(String learnerId, long revision) implements FromLearnerNode {}

  /** Something happened in the run. */
  record Told(String learnerId, LearnerEvent event) implements FromLearnerNode {}

  /** The learner goes; what it held of the run is in its checkpoints. */
  record Leaving(String learnerId) implements FromLearnerNode {}
}
