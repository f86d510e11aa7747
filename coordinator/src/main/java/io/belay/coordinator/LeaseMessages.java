package io.belay.coordinator;

import io.belay.control.RunSpecification;
import io.belay.coordinator.lease.BlockLease;
import io.belay.coordinator.lease.LeasePlan;
import io.belay.coordinator.worker.WorkerRoster;
import io.belay.coordinator.worker.WorkerSession;
import io.belay.session.FromCoordinator;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells workers what a lease plan means for them: first what ends, then what begins. */
final class LeaseMessages {
  private final RunSpecification run;
  private final String recipeText;
  private final String learnerAddress;
  private final WorkerRoster roster;

  LeaseMessages(
      RunSpecification run, String recipeText, String learnerAddress, WorkerRoster roster) {
    this.run = run;
    this.recipeText = recipeText;
    this.learnerAddress = learnerAddress;
    this.roster = roster;
  }

  /** Whether a worker describes the run's environment as the run has it. */
  boolean concerns(WorkerSession worker) {
    return worker.environment(run.environment().id()).filter(run.environment()::equals).isPresent();
  }

  /**
   * Tells every worker of the run again, even one that knows it, and then of all its leases.
   *
   * @param iteration the first iteration that is sampled, not later than the one that is awaited
   */
  void sendAgain(LeasePlan plan, int iteration) {
    for (WorkerSession worker : roster.all()) {
      if (worker.unassign(run.runId())) {
        assign(worker);
      }
    }
    send(plan.whole(), iteration);
  }

  /**
   * Tells what changes.
   *
   * @param iteration the first iteration that new holders sample, not later than the one that is
   *     awaited
   */
  void send(LeasePlan plan, int iteration) {
    byWorker(plan.revoked())
        .forEach((workerId, blocks) ->
            roster
                .find(workerId)
                .ifPresent(worker ->
                    worker.link().send(new FromCoordinator.LeaseRevoke(run.runId(), blocks))));
    byWorker(plan.granted())
        .forEach((workerId, blocks) ->
            roster.find(workerId).ifPresent(worker -> grant(worker, blocks, iteration)));
  }

  /** Tells one worker that it holds blocks, and of the run where it does not know it. */
  void grant(WorkerSession worker, List<Integer> blocks, int iteration) {
    assign(worker);
    worker.link().send(new FromCoordinator.LeaseGrant(run.runId(), blocks, iteration));
  }

  private void assign(WorkerSession worker) {
    if (worker.assign(run.runId())) {
      worker
          .link()
          .send(
              new FromCoordinator.RunAssignment(
                  run.runId(), recipeText, run.environment(), learnerAddress));
    }
  }

  private static SortedMap<String, List<Integer>> byWorker(List<BlockLease> leases) {
    SortedMap<String, List<Integer>> blocks = new TreeMap<>();
    for (BlockLease lease : leases) {
      blocks.computeIfAbsent(lease.workerId(), unused -> new ArrayList<>()).add(lease.block());
    }
    return blocks;
  }
}
