package io.belay.wire.security;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;

/**
 * Reports every call that a server refused, whoever in the server did: the gate, the reading of its
 * messages, its size limits, or the service.
 *
 * <p>A call that went well, that the caller gave up, or that found the server not ready is none.
 */
public final class RefusalTracer extends ServerStreamTracer.Factory {
  private static final String OTHER = "other";

  private final RefusalListener listener;

  /** A tracer that reports to the listener. */
  public RefusalTracer(RefusalListener listener) {
    this.listener = listener;
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
    String call = RoleTable.knows(fullMethodName) ? fullMethodName : OTHER;
    return new ServerStreamTracer() {
      @Override
      public void streamClosed(Status status) {
        if (refused(status.getCode())) {
          listener.refused(call, status.getCode());
        }
      }
    };
  }

  private static boolean refused(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          UNAUTHENTICATED,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          UNKNOWN,
          INTERNAL,
          DATA_LOSS ->
          true;
      case OK, CANCELLED, DEADLINE_EXCEEDED, UNAVAILABLE -> false;
    };
  }
}
