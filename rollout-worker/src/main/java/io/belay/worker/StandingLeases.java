package io.belay.worker;

import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker;
import java.util.List;
import java.util.TreeSet;

/**
 * The leases of the last session as the worker's actor passed them on: what it tells the next
 * coordinator that it samples all the same.
 *
 * <p>Not thread-safe.
 */
final class StandingLeases {
  private final TreeSet<Integer> blocks = new TreeSet<>();
  private String runId = "";

  void granted(FromCoordinator.LeaseGrant grant) {
    if (!runId.equals(grant.runId())) {
      clear();
      runId = grant.runId();
    }
    blocks.addAll(grant.blocks());
  }

  void revoked(FromCoordinator.LeaseRevoke revoke) {
    if (runId.equals(revoke.runId())) {
      revoke.blocks().forEach(blocks::remove);
    }
  }

  void failed(FromWorker.BlockFailed failed) {
    if (runId.equals(failed.runId())) {
      blocks.remove(failed.block());
    }
  }

  /** No lease stands: a new session has begun, or the run is over. */
  void clear() {
    blocks.clear();
    runId = "";
  }

  /** The registration of a worker with these leases. */
  FromWorker.Register on(FromWorker.Register registration) {
    return blocks.isEmpty() ? registration : registration.holding(runId, List.copyOf(blocks));
  }
}
