package io.belay.deploy.cluster;

import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;

/** What lives on a node of the cluster. */
@FunctionalInterface
public interface Tenant {

  /**
   * Starts singletons and proxies. Called once for each actor system of the node: at its start, and
   * again whenever it joins anew after it was cut off. What the former system held has ended then.
   *
   * @param failed is told, on any thread, why the node cannot go on
   */
  void moveIn(ActorSystem<?> system, Consumer<Throwable> failed);
}
