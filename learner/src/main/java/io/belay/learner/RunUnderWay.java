package io.belay.learner;

import io.belay.control.LearnerEvent;
import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.learner.ledger.Ledger;
import io.belay.learner.service.LearnerIntake.BlockOffered;
import io.belay.learner.service.LearnerIntake.CarryWanted;
import io.belay.learner.service.LearnerIntake.PolicyWanted;
import io.belay.policy.IterationPolicy;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockVerdict;
import io.belay.trajectory.LaneCarry;
import java.util.List;
import java.util.Optional;

/**
 * A run as the learner actor sees it: which blocks are awaited, where their lanes stand, and
 * whether an update is running.
 */
final class RunUnderWay {
  private final RunSpecification specification;
  private final Training training;
  private final Ledger ledger;
  private final Arrivals arrivals;
  private List<List<LaneCarry>> carries;

  /** Set from the completion of a batch to the report of its iteration. */
  private boolean updating;

  private boolean ending;

  /** Set when the first worker begins to sample in this process. */
  private boolean sampling;

  /** A run that awaits the blocks of the training's next iteration. */
  RunUnderWay(RunSpecification specification, Training training) {
    this.specification = specification;
    this.training = training;
    this.arrivals = new Arrivals(specification.blocks());
    this.carries = training.carries();
    IterationPolicy policy = training.policy();
    this.ledger =
        new Ledger(
            specification,
            policy.iteration(),
            policy.snapshot().version(),
            policy.snapshot().identity());
  }

  RunSpecification specification() {
    return specification;
  }

  String runId() {
    return specification.runId();
  }

  /** To be touched by the update thread alone while {@link #updating}. */
  Training training() {
    return training;
  }

  /**
   * Answers an offer; what the coordinator is to know of it.
   *
   * @param now the learner's clock, in nanoseconds
   */
  LearnerEvent judge(BlockOffered offered, long now) {
    BlockStamp stamp = offered.block().stamp();
    BlockReply reply = ledger.offer(offered.block());
    offered.reply().accept(reply);
    if (reply.verdict() != BlockVerdict.ADMITTED) {
      return new LearnerEvent.BlockRefused(
          stamp.runId(), stamp.block(), stamp.workerId(), reply.verdict().reason());
    }
    arrivals.admitted(now);
    return new LearnerEvent.BlockAdmitted(
        stamp.runId(), stamp.iteration(), stamp.block(), stamp.workerId());
  }

  boolean updating() {
    return updating;
  }

  /** Awaits the blocks of the next iteration. */
  void await(IterationPolicy policy, List<List<LaneCarry>> lanesStand) {
    carries = lanesStand;
    arrivals.clear();
    ledger.open(policy.iteration(), policy.snapshot().version(), policy.snapshot().identity());
  }

  /**
   * A worker is about to sample. The first one's first step is where training time begins; the wait
   * for workers before it is not training.
   */
  void samplingBegins(PolicyWanted wanted) {
    if (!wanted.runId().equals(runId())) {
      return;
    }
    if (!sampling && !updating) {
      training.start();
    }
    sampling = true;
  }

  /** Whether a batch is complete and nothing speaks against updating by it now. */
  boolean readyToUpdate() {
    return ledger.complete() && !updating && !ending;
  }

  /** The complete batch; an update is running from now on. */
  CompleteBatch takeBatch() {
    updating = true;
    sampling = true;
    return new CompleteBatch(ledger.batch(), arrivals.last(), arrivals.stragglerSeconds());
  }

  /** The update has come back. */
  void updated() {
    updating = false;
  }

  boolean isEnding() {
    return ending;
  }

  /** No further update begins. */
  void ending() {
    ending = true;
  }

  /** Answers where a block's lanes stand. */
  void answer(CarryWanted wanted) {
    if (!wanted.runId().equals(runId())) {
      wanted
          .reply()
          .completeExceptionally(
              new BelayException(
                  ErrorCategory.RETRYABLE,
                  "the run is not under way here; wait for the coordinator's word: runId="
                      + wanted.runId()));
    } else if (wanted.block() < 0 || wanted.block() >= specification.blocks()) {
      wanted
          .reply()
          .completeExceptionally(
              BelayException.invalid(
                  "a run has this many blocks: block=%d, blocks=%d"
                      .formatted(wanted.block(), specification.blocks())));
    } else if (wanted.iteration() != ledger.iteration()) {
      wanted
          .reply()
          .completeExceptionally(
              BelayException.stale(
                  "carries are kept for the awaited iteration; ask again with the newest policy: iteration=%d, expected=%d"
                      .formatted(wanted.iteration(), ledger.iteration())));
    } else {
      wanted
          .reply()
          .complete(
              carries.isEmpty() ? Optional.empty() : Optional.of(carries.get(wanted.block())));
    }
  }
}
