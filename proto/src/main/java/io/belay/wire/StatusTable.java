package io.belay.wire;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.grpc.Status;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one table between error categories and gRPC status codes.
 *
 * <pre>
 *   INVALID_REQUEST  INVALID_ARGUMENT   and, when reading, NOT_FOUND, OUT_OF_RANGE, FAILED_PRECONDITION, UNIMPLEMENTED,
 *                                       PERMISSION_DENIED, UNAUTHENTICATED, RESOURCE_EXHAUSTED (a message above the size limit)
 *   RETRYABLE        UNAVAILABLE        and, when reading, DEADLINE_EXCEEDED, CANCELLED, ALREADY_EXISTS (the session of a
 *                                       predecessor that has not been noticed to be gone), OK (a stream that ended early)
 *   STALE            ABORTED
 *   FATAL            INTERNAL           and, when reading, DATA_LOSS, UNKNOWN: a stream that a peer's size limit cut off inside
 *                                       a compressed message ends with UNKNOWN, and would again
 * </pre>
 */
public final class StatusTable {
  private static final int DEEPEST_CAUSE = 20;

  private StatusTable() {}

  /**
   * The status that carries the error to the caller; an error outside the family is INTERNAL and
   * its text stays here.
   */
  public static Status toStatus(Throwable error) {
    if (!(error instanceof BelayException known)) {
      return Status.INTERNAL
          .withDescription("unexpected error; see the server's log")
          .withCause(error);
    }
    return code(known.category()).withDescription(known.getMessage()).withCause(known);
  }

  /**
   * The error that a status means to the one who receives it, its description being the message.
   */
  public static BelayException toException(String what, Status status) {
    String description = Objects.requireNonNullElse(status.getDescription(), "none");
    @Nullable Throwable cause = status.getCause();
    if (cause == null) {
      return new BelayException(
          category(status),
          "%s: status=%s, description=%s".formatted(what, status.getCode(), description));
    }
    // Only a status that was made on this side has a cause; behind its first line gRPC describes
    // itself.
    String firstLine = description.lines().findFirst().orElse("none");
    return new BelayException(
        category(status),
        "%s: status=%s, description=%s, cause=%s"
            .formatted(what, status.getCode(), firstLine, root(cause)),
        cause);
  }

  /** What was at the bottom of it: of a connection that failed, why. */
  private static String root(Throwable cause) {
    Throwable root = cause;
    for (int depth = 0; depth < DEEPEST_CAUSE && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage() == null ? root : root.getMessage());
  }

  /** What the one who receives the status should do about it. */
  public static ErrorCategory category(Status status) {
    return switch (status.getCode()) {
      case INVALID_ARGUMENT,
          NOT_FOUND,
          OUT_OF_RANGE,
          FAILED_PRECONDITION,
          UNIMPLEMENTED,
          PERMISSION_DENIED,
          UNAUTHENTICATED,
          RESOURCE_EXHAUSTED ->
          ErrorCategory.INVALID_REQUEST;
      case OK, UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ALREADY_EXISTS -> ErrorCategory.RETRYABLE;
      case ABORTED -> ErrorCategory.STALE;
      case INTERNAL, DATA_LOSS, UNKNOWN -> ErrorCategory.FATAL;
    };
  }

  private static Status code(ErrorCategory category) {
    return switch (category) {
      case INVALID_REQUEST -> Status.INVALID_ARGUMENT;
      case RETRYABLE -> Status.UNAVAILABLE;
      case STALE -> Status.ABORTED;
      case FATAL -> Status.INTERNAL;
    };
  }
}
