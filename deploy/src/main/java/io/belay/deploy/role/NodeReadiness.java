package io.belay.deploy.role;

import io.belay.coordinator.page.Readiness;
import io.belay.deploy.cluster.ClusterRole;
import io.belay.deploy.cluster.ServedAt;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * A control node is ready while it is active, and while it stands by for an active one that it
 * hears. A supervisor that replaces nodes one after the other waits for that before it takes the
 * next one; who is active, the meters and gRPC's health service say.
 */
final class NodeReadiness implements Readiness {
  private final ClusterRole role;
  private volatile boolean active;
  private volatile @Nullable ActorSystem<?> system;

  NodeReadiness(ClusterRole role) {
    this.role = role;
  }

  /** The cluster is the one that this actor system is in. */
  void in(ActorSystem<?> joined) {
    system = joined;
  }

  void active(boolean is) {
    active = is;
  }

  @Override
  public Optional<String> obstacle() {
    ActorSystem<?> joined = system;
    if (joined == null || joined.getWhenTerminated().toCompletableFuture().isDone()) {
      return Optional.of("this " + role + " looks for the cluster");
    }
    if (active || ServedAt.reachable(joined, role)) {
      return Optional.empty();
    }
    return Optional.of("this " + role + " stands by and hears no active one");
  }
}
