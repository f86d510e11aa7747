package io.belay.error;

import java.util.Objects;
import java.util.concurrent.CompletionException;

/**
 * A failure whose message states the rule that was broken, the offending {@code name=value} and,
 * where there is one, the remedy.
 *
 * <p>The category tells the receiver how to act on it without reading the text.
 */
public final class BelayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCategory category;
  private final boolean notFinite;

  public BelayException(ErrorCategory category, String message) {
    this(category, message, false);
  }

  private BelayException(ErrorCategory category, String message, boolean notFinite) {
    super(message);
    this.category = Objects.requireNonNull(category);
    this.notFinite = notFinite;
  }

  public BelayException(ErrorCategory category, String message, Throwable cause) {
    super(message, cause);
    this.category = Objects.requireNonNull(category);
    this.notFinite = false;
  }

  /** A request that the caller must change. */
  public static BelayException invalid(String message) {
    return new BelayException(ErrorCategory.INVALID_REQUEST, message);
  }

  /** A passing fault. */
  public static BelayException retryable(String message, Throwable cause) {
    return new BelayException(ErrorCategory.RETRYABLE, message, cause);
  }

  /** Data of a policy version that is no longer current. */
  public static BelayException stale(String message) {
    return new BelayException(ErrorCategory.STALE, message);
  }

  /** A fault that the process does not survive. */
  public static BelayException fatal(String message) {
    return new BelayException(ErrorCategory.FATAL, message);
  }

  /** A fault that the process does not survive, with its cause. */
  public static BelayException fatal(String message, Throwable cause) {
    return new BelayException(ErrorCategory.FATAL, message, cause);
  }

  /** Arithmetic that came to a number that is not finite; fatal, and counted apart. */
  public static BelayException notFinite(String message) {
    return new BelayException(ErrorCategory.FATAL, message, true);
  }

  public ErrorCategory category() {
    return category;
  }

  /** Whether arithmetic came to a number that is not finite. */
  public static boolean isNotFinite(Throwable failure) {
    return failure instanceof BelayException stated && stated.notFinite;
  }

  /** The failure itself where a future has wrapped it. */
  public static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** A failure in words: its rule where it states one, else what it is. */
  public static String sentence(Throwable failure) {
    return failure instanceof BelayException stated
        ? String.valueOf(stated.getMessage())
        : failure.toString();
  }
}
