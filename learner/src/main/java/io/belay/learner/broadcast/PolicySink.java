package io.belay.learner.broadcast;

import io.belay.v1.PolicyUpdate;
import io.grpc.Status;

/**
 * Where one subscriber's updates go: a gRPC response stream.
 *
 * <p>The broadcast calls it from one thread at a time, though not always the same one. No method
 * may block.
 */
public interface PolicySink {

  /** Whether a further update would go out without being queued in memory. */
  boolean isReady();

  /** Sends an update; it is shared with other subscribers. */
  void send(PolicyUpdate update);

  /** Ends the stream; nothing is sent afterwards. */
  void close(Status status);
}
