package io.belay.trajectory;

import java.util.Locale;

/** What became of an offered block. */
public enum BlockVerdict {
  /** The block is part of its iteration's batch. */
  ADMITTED,
  /** The iteration already has this block; the copy was dropped, which is as good as admitted. */
  DUPLICATE,
  /** Its iteration or policy version is not the current one. */
  STALE,
  /** The version is current but the policy's SHA-256 is not. */
  WRONG_IDENTITY,
  /** The learner is not working on that run. */
  WRONG_RUN,
  /** Block index, first lane or sizes are not the run's. */
  WRONG_SHAPE,
  /** An array holds NaN or an infinity. */
  NON_FINITE,
  /** The message cannot be read: a length, flag or count contradicts another. */
  MALFORMED;

  /**
   * The value of the {@code reason} tag on meters that count refusals: the name in lower case,
   * words joined by hyphens.
   */
  public String reason() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the learner has the block's data now, so that the worker need not offer it again. */
  public boolean settled() {
    return this == ADMITTED || this == DUPLICATE;
  }
}
