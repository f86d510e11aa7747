package io.belay.deploy.cluster;

/** Is told what an operator wants to know of a node. */
@FunctionalInterface
public interface NodeListener {

  /**
   * Something changed. Called on any thread, one call after the other; must neither block nor
   * throw.
   *
   * @param line one sentence without a full stop
   */
  void changed(String line);
}
