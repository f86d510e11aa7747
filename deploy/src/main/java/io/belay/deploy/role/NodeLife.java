package io.belay.deploy.role;

import io.belay.deploy.cluster.ClusterNode;
import io.belay.deploy.cluster.NodeEnd;
import io.belay.deploy.cluster.NodePlan;
import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.process.Interruption;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main thread of a control node, from its start to its exit status. */
final class NodeLife {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLife.class);

  private NodeLife() {}

  /**
   * Waits for the end of a node, and makes it leave at the first signal; the second one ends the
   * process on the spot.
   *
   * @throws io.belay.error.BelayException where the node cannot go on
   */
  static int live(ClusterNode node, NodePlan plan) {
    try (Interruption interruption = Interruption.handle()) {
      CompletableFuture.anyOf(node.ended(), interruption.first()).join();
      if (!node.ended().isDone()) {
        LOG.info(
            "leaving (SIG{}), within {} s; once more ends at once",
            interruption.first().join().getName(),
            ClusterNode.leaveDeadline(plan.handOver()).toSeconds());
        node.leave();
      }
      NodeEnd end = node.ended().join();
      return switch (end) {
        case NodeEnd.Left unused -> {
          LOG.info("left the cluster");
          yield ExitStatus.DONE;
        }
        case NodeEnd.Failed failed -> throw failed.why();
      };
    }
  }
}
