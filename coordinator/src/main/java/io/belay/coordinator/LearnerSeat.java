package io.belay.coordinator;

import io.belay.control.FromLearnerNode;
import io.belay.control.LearnerCommand;
import io.belay.control.RunBook;
import io.belay.control.RunSpecification;
import io.belay.control.RunStanding;
import io.belay.control.ToLearnerNode;
import io.belay.coordinator.CoordinatorActor.AttachLearner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Who the learner is, what is known of it, and the way to it: an actor of this process, or the
 * active learner of a cluster.
 *
 * <p>What is said to a learner of a cluster may be lost, so nothing here waits for an answer: who
 * wants something says it again until the learner's next sign of life shows it.
 */
final class LearnerSeat {

  /** What a message of a learner says about who the learner is. */
  enum Heard {
    /** It comes from one that has left, or that another one has replaced. */
    FORMER,
    /** It comes from the one that is known. */
    SAME,
    /** It comes from one that was not heard before, and that is the learner from now on. */
    ANOTHER,
    /** The learner leaves. */
    LEAVING
  }

  /** Former learners that are remembered: late messages of more than a few are not on their way. */
  private static final int MOST_FORMER = 16;

  private final @Nullable ActorRef<ToLearnerNode> node;
  private final Duration timeout;
  private final Deque<String> former = new ArrayDeque<>();
  private @Nullable AttachLearner attached;

  private @Nullable String learnerId;
  private boolean present;
  private Instant lastHeard = Instant.EPOCH;
  private String address = "";
  private RunStanding standing = RunStanding.idle();
  private FromLearnerNode.@Nullable State state;
  private long kept;
  private long offered;

  /**
   * An empty seat.
   *
   * @param node leads to the learner of a cluster; empty where the learner is an actor of this
   *     process
   * @param timeout silence after which the learner of a cluster counts as gone
   */
  LearnerSeat(Optional<ActorRef<ToLearnerNode>> node, Duration timeout) {
    this.node = node.orElse(null);
    this.timeout = timeout;
  }

  /** Whether the learner is one of a cluster. */
  boolean remote() {
    return node != null;
  }

  /** Takes in an actor of this process. */
  void attach(AttachLearner learner) {
    attached = learner;
  }

  /** Notes the end of an actor; true where it was the learner. */
  boolean detach(ActorRef<?> gone) {
    boolean was = attached != null && attached.actor().equals(gone);
    if (was) {
      attached = null;
    }
    return was;
  }

  /** Notes a message of a learner of the cluster. */
  Heard hear(FromLearnerNode message, Instant now) {
    String id = message.learnerId();
    if (former.contains(id)) {
      return Heard.FORMER;
    }
    if (message instanceof FromLearnerNode.Leaving) {
      dismiss(id);
      return id.equals(learnerId) ? Heard.LEAVING : Heard.FORMER;
    }
    boolean same = id.equals(learnerId);
    if (!same) {
      if (learnerId != null) {
        dismiss(learnerId);
      }
      learnerId = id;
      address = "";
      standing = RunStanding.idle();
      state = null;
      kept = 0;
      offered = 0;
    }
    present = true;
    lastHeard = now;
    note(message);
    return same ? Heard.SAME : Heard.ANOTHER;
  }

  private void note(FromLearnerNode message) {
    switch (message) {
      case FromLearnerNode.Present sign -> {
        address = sign.address();
        standing = sign.standing();
        kept = sign.bookRevision();
      }
      case FromLearnerNode.State all -> {
        state = all;
        standing = all.standing();
        kept = all.book().revision();
      }
      case FromLearnerNode.BookKept book -> kept = Math.max(kept, book.revision());
      case FromLearnerNode.Told unused -> {}
      case FromLearnerNode.Leaving unused -> {}
    }
  }

  private void dismiss(String id) {
    former.addLast(id);
    if (former.size() > MOST_FORMER) {
      former.removeFirst();
    }
    if (id.equals(learnerId)) {
      present = false;
    }
  }

  /** Whether the learner has just been silent for too long; it then counts as gone. */
  boolean falls(Instant now) {
    boolean falls = present && Duration.between(lastHeard, now).compareTo(timeout) >= 0;
    if (falls) {
      present = false;
    }
    return falls;
  }

  /** Whether a run can be worked on: the learner is there, and all is known that it knows. */
  boolean ready() {
    return attached != null || (present && state != null && !address.isEmpty());
  }

  /** Whether a learner of a cluster has said all that it knows. */
  boolean known() {
    return state != null;
  }

  /** Where workers reach the learner; empty while it is not ready. */
  String address() {
    if (attached != null) {
      return attached.address();
    }
    return ready() ? address : "";
  }

  /** How far the learner of a cluster is, by its last word. */
  RunStanding standing() {
    return standing;
  }

  /** Whether the learner of a cluster works on a run. */
  boolean busy() {
    return standing.phase() == RunStanding.Phase.OPENING
        || standing.phase() == RunStanding.Phase.RUNNING;
  }

  /** The run, as the learner was told to begin it; empty where it has not said that of this run. */
  Optional<RunSpecification> underWay(String runId) {
    FromLearnerNode.State all = state;
    return all == null
        ? Optional.empty()
        : all.underWay().filter(specification -> specification.runId().equals(runId));
  }

  /** Tells the learner what to do, once. */
  void command(LearnerCommand command) {
    if (attached != null) {
      attached.commands().accept(command);
    } else if (node != null && present && learnerId != null) {
      node.tell(new ToLearnerNode.Directed(learnerId, command));
    }
  }

  /** Asks the learner of a cluster for all that it knows. */
  void wantState() {
    if (node != null) {
      node.tell(new ToLearnerNode.StateWanted());
    }
  }

  /** Has an edition of the book kept that has not been given to this learner yet. */
  void offer(RunBook book) {
    if (book.revision() > Math.max(kept, offered)) {
      keep(book);
    }
  }

  /** Has the book kept, again, unless it is known to be. */
  void keep(RunBook book) {
    if (node != null && ready() && !keeps(book.revision())) {
      offered = book.revision();
      node.tell(new ToLearnerNode.KeepBook(book));
    }
  }

  /** Whether the learner keeps this edition of the book or a newer one; one here keeps none. */
  boolean keeps(long revision) {
    return node == null || kept >= revision;
  }
}
