package io.belay.deploy.cluster;

import io.belay.error.BelayException;

/** How a node's time in the cluster ended. */
public sealed interface NodeEnd {

  /** It left because it was asked to; what was active in it has been handed over. */
  record Left() implements NodeEnd {}

  /** It cannot go on, and its process should end. */
  record Failed(BelayException why) implements NodeEnd {}
}
