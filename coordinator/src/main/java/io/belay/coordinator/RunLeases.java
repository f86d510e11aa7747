package io.belay.coordinator;

import io.belay.control.RunSpecification;
import io.belay.coordinator.lease.BlockDeadlines;
import io.belay.coordinator.lease.LeaseBook;
import io.belay.coordinator.lease.LeaseDrift;
import io.belay.coordinator.lease.LeasePlan;
import io.belay.coordinator.lease.LeaseSettings;
import io.belay.coordinator.lease.WorkerCapacity;
import io.belay.coordinator.run.LeaseCause;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.worker.WorkerRoster;
import io.belay.coordinator.worker.WorkerSession;
import io.belay.recipe.Recipe;
import io.belay.session.FromWorker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The leases of one run, planned and told to workers while the run is under way; before, and while
 * its learner is gone, they are only kept.
 */
final class RunLeases {
  private final String runId;
  private final int iterations;
  private final LeaseBook book;
  private final BlockDeadlines deadlines;
  private final LeaseDrift drift = new LeaseDrift();
  private final WorkerRoster roster;
  private final Observers observers;
  private final InstantSource clock;

  /** What tells workers; null while the run is not under way. */
  private @Nullable LeaseMessages messages;

  /** Whether workers are still to say what they hold by an earlier coordinator's word. */
  private boolean gathering;

  /** Blocks with a holder, as observers know it. */
  private int toldHeld;

  RunLeases(
      String runId,
      Recipe recipe,
      int maxBlockFailures,
      LeaseSettings settings,
      WorkerRoster roster,
      Observers observers,
      InstantSource clock) {
    this.runId = runId;
    this.iterations = recipe.iterations();
    int blocks = recipe.sampling().blocks();
    this.book = new LeaseBook(blocks, maxBlockFailures);
    this.deadlines =
        new BlockDeadlines(
            blocks, settings.deadlineFloor(), settings.deadlineFactor(), clock.instant());
    this.roster = roster;
    this.observers = observers;
    this.clock = clock;
  }

  /**
   * The run is under way: plans, and tells every worker of the run and of all its leases, whatever
   * it knows.
   *
   * @param iteration the iteration whose blocks are awaited; may be earlier than those before
   */
  void begin(RunSpecification run, String recipe, String learnerAddress, int iteration) {
    LeaseMessages saying = lead(run, recipe, learnerAddress, iteration);
    gathering = false;
    LeasePlan plan = book.replan(capacities());
    saying.sendAgain(plan, iteration);
    tellObservers(LeaseCause.RUN_STARTED, plan.granted().size());
  }

  /**
   * The run is under way since before this coordinator: leaves blocks with those who say that they
   * hold them, and plans nothing until {@link #gathered()}.
   */
  void adopt(RunSpecification run, String recipe, String learnerAddress, int iteration) {
    lead(run, recipe, learnerAddress, iteration);
    gathering = true;
    List.copyOf(roster.all()).forEach(this::welcome);
  }

  /** All workers are there that are waited for: plans the blocks that nobody has claimed. */
  void gathered() {
    gathering = false;
    replan(LeaseCause.RUN_STARTED, 0);
  }

  /** Whether workers are waited for before anything is planned. */
  boolean gathering() {
    return gathering;
  }

  /** The run is not under way for now: leases stand, and nobody is told anything. */
  void pause() {
    messages = null;
    gathering = false;
  }

  private LeaseMessages lead(
      RunSpecification run, String recipe, String learnerAddress, int iteration) {
    LeaseMessages saying = new LeaseMessages(run, recipe, learnerAddress, roster);
    messages = saying;
    book.restart(iteration);
    deadlines.restart(iteration, clock.instant());
    return saying;
  }

  /** A worker has registered, for the first time or again. */
  void joined(WorkerSession worker) {
    int claimed = welcome(worker);
    if (!gathering) {
      replan(LeaseCause.WORKER_JOINED, claimed);
    }
  }

  /** Tells a worker of what it holds; how many blocks got a holder by that. */
  private int welcome(WorkerSession worker) {
    LeaseMessages saying = messages;
    if (saying == null || worker.draining() || !saying.concerns(worker)) {
      return 0;
    }
    int before = book.held();
    List<Integer> held =
        worker.heldRunId().equals(runId)
            ? book.claim(worker.heldBlocks(), worker.workerId())
            : book.heldBy(worker.workerId());
    if (!held.isEmpty()) {
      saying.grant(worker, held, book.iteration());
    }
    return book.held() - before;
  }

  /** Plans anew for the workers that are there. */
  void replan(LeaseCause cause) {
    if (!gathering) {
      replan(cause, 0);
    }
  }

  private void replan(LeaseCause cause, int claimed) {
    LeaseMessages saying = messages;
    if (saying == null) {
      return;
    }
    LeasePlan plan = book.replan(capacities());
    saying.send(plan, book.iteration());
    Instant now = clock.instant();
    plan.granted().forEach(lease -> deadlines.renew(lease.block(), now));
    if (!plan.changesNothing() || book.held() != toldHeld) {
      tellObservers(cause, claimed + plan.granted().size());
    }
  }

  private void tellObservers(LeaseCause cause, int granted) {
    toldHeld = book.held();
    observers.tell(new RunEvent.BlocksHeld(runId, book.shares()));
    observers.tell(new RunEvent.LeasesChanged(runId, cause, granted, toldHeld));
  }

  /** A worker gave blocks back. */
  void returned(WorkerSession worker, List<Integer> blocks) {
    blocks.forEach(block -> book.release(block, worker.workerId()));
    replan(LeaseCause.LEASE_RETURNED);
  }

  /**
   * A worker could not sample a block.
   *
   * @return whether the run may go on: the block may be tried again, or another holds it by now
   */
  boolean failed(WorkerSession worker, FromWorker.BlockFailed failed) {
    if (!worker.workerId().equals(book.holders().get(failed.block()))) {
      return true;
    }
    boolean another = book.fail(failed.block(), failed.iteration(), worker.workerId());
    if (another && failed.retryable()) {
      replan(LeaseCause.BLOCK_FAILED);
      return true;
    }
    return false;
  }

  /** A worker could not sample a block while there was no learner; that is nobody's fault. */
  void dropped(WorkerSession worker, int block) {
    book.release(block, worker.workerId());
  }

  /** The learner took a block. */
  void admitted(int iteration, int block) {
    deadlines.admitted(iteration, block, clock.instant());
  }

  /** Blocks of an iteration are awaited. */
  void advanceTo(int iteration) {
    book.advanceTo(iteration);
    deadlines.open(iteration, clock.instant());
  }

  /** Takes blocks that are overdue from workers that are late, where another is not. */
  void moveOverdue() {
    // After the last iteration the learner has work to do, but the workers have none.
    if (messages == null || gathering || book.iteration() >= iterations) {
      return;
    }
    List<Integer> overdue = deadlines.overdue(clock.instant());
    if (overdue.isEmpty()) {
      return;
    }
    Set<String> available =
        capacities().stream()
            .filter(worker -> !worker.draining())
            .map(WorkerCapacity::workerId)
            .collect(Collectors.toSet());
    Set<String> late = book.late(overdue, available);
    if (!late.isEmpty()) {
      replan(LeaseCause.OVERDUE);
      late.forEach(worker -> roster.find(worker).ifPresent(WorkerSession::fellBehind));
    }
  }

  /** Moves blocks where the workers' speeds have changed lastingly. */
  void rebalance() {
    if (messages != null && !gathering && drift.look(book.blocks(), book.holders(), capacities())) {
      replan(LeaseCause.REBALANCED);
    }
  }

  int iteration() {
    return book.iteration();
  }

  int blocks() {
    return book.blocks();
  }

  int held() {
    return book.held();
  }

  int heldBy(String workerId) {
    return book.heldBy(workerId).size();
  }

  private List<WorkerCapacity> capacities() {
    return Optional.ofNullable(messages).stream()
        .flatMap(saying -> roster.all().stream().filter(saying::concerns))
        .map(WorkerSession::capacity)
        .toList();
  }
}
