package io.belay.wire.security;

import io.grpc.Status;

/**
 * Is told of every call that a server refused.
 *
 * <p>Called on the thread that brings the call, so it must neither block nor throw: count, and
 * return.
 */
@FunctionalInterface
public interface RefusalListener {
  /** Leaves refusals uncounted: for servers that only their own JVM calls. */
  RefusalListener NONE = (call, code) -> {};

  /**
   * A call was refused.
   *
   * @param call full name of the call, such as {@code belay.v1.RunService/StopRun}, or {@code
   *     other} where the table of roles has no such call: one of few values, whatever callers ask
   *     for
   * @param code what it was refused with
   */
  void refused(String call, Status.Code code);
}
