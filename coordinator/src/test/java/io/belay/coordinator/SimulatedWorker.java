package io.belay.coordinator;

import io.belay.coordinator.worker.RecordedLink;
import io.belay.coordinator.worker.WorkerInbox;
import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A worker without environments: it knows what it holds, for whom and from which iteration on. */
final class SimulatedWorker {
  private final String workerId;
  private final WorkerInbox inbox;
  private final TreeMap<Integer, Integer> held = new TreeMap<>();
  private RecordedLink link = new RecordedLink();
  private int read;
  private String runId = "";
  private String learner = "";
  private boolean lives;

  SimulatedWorker(String workerId, WorkerInbox inbox) {
    this.workerId = workerId;
    this.inbox = inbox;
  }

  boolean lives() {
    return lives;
  }

  boolean connected() {
    return lives && link.end() == null;
  }

  /** Opens a session, with what it still samples. */
  void register() {
    lives = true;
    link = new RecordedLink();
    read = 0;
    FromWorker.Register first = ClusteredCoordination.registration(workerId);
    inbox.received(link, held.isEmpty() ? first : first.holding(runId, List.copyOf(held.keySet())));
  }

  /** Its process ends. */
  void die() {
    lives = false;
    held.clear();
    runId = "";
    inbox.closed(link, "the connection was cut");
  }

  void beat() {
    inbox.received(
        link, new FromWorker.Heartbeat(0, 0, 1000, 0, OptionalLong.empty(), 0, 0, 0, 0, 0));
  }

  /** Takes in what it was told meanwhile. */
  void read() {
    List<FromCoordinator> sent = link.sent();
    for (; read < sent.size(); read++) {
      take(sent.get(read));
    }
  }

  private void take(FromCoordinator message) {
    switch (message) {
      case FromCoordinator.Registered unused -> held.clear();
      case FromCoordinator.RunAssignment assignment -> {
        if (!assignment.runId().equals(runId)) {
          held.clear();
        }
        runId = assignment.runId();
        learner = assignment.learnerAddress();
      }
      case FromCoordinator.LeaseGrant grant -> {
        if (grant.runId().equals(runId)) {
          grant.blocks().forEach(block -> held.merge(block, grant.firstIteration(), Math::min));
        }
      }
      case FromCoordinator.LeaseRevoke revoke -> {
        if (revoke.runId().equals(runId)) {
          revoke.blocks().forEach(held::remove);
        }
      }
      case FromCoordinator.RunEnded ended -> {
        if (ended.runId().equals(runId)) {
          held.clear();
          runId = "";
        }
      }
      case FromCoordinator.Drain unused -> {}
    }
  }

  /** Whether it samples a block of an iteration for a learner. */
  boolean samples(int block, int iteration, String learnerAddress) {
    return lives
        && learner.equals(learnerAddress)
        && held.getOrDefault(block, Integer.MAX_VALUE) <= iteration;
  }
}
