package io.belay.error;

/** What the one who receives an error should do about it. */
public enum ErrorCategory {
  /** The caller must change the request; sending it again cannot succeed. */
  INVALID_REQUEST,
  /** A passing fault; the same request may succeed later. */
  RETRYABLE,
  /** The data belongs to an older policy version; drop it and fetch the current parameters. */
  STALE,
  /** The process cannot go on and must stop. */
  FATAL
}
