package io.belay.deploy.role;

import io.belay.coordinator.page.Readiness;
import io.belay.deploy.cluster.ClusterRole;
import io.belay.deploy.cluster.ServedAt;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/** A learner is ready while it is active, and while it stands by for one that it hears. */
final class LearnerReadiness implements Readiness {
  private volatile boolean active;
  private volatile @Nullable ActorSystem<?> system;

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
      return Optional.of("this learner looks for the cluster");
    }
    if (active || ServedAt.reachable(joined, ClusterRole.LEARNER)) {
      return Optional.empty();
    }
    return Optional.of("this learner stands by and hears no active one");
  }
}
