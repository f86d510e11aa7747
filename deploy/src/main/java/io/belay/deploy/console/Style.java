package io.belay.deploy.console;

import org.jspecify.annotations.Nullable;

/**
 * How words are set off where they are read on a terminal; elsewhere they are left alone.
 *
 * @param coloured whether escape sequences (ECMA-48, "select graphic rendition") are understood and
 *     wanted
 */
public record Style(boolean coloured) {
  /** Words and nothing else. */
  public static final Style PLAIN = new Style(false);

  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[31m";
  private static final String RESET = "\u001b[0m";

  /**
   * The style of a stream.
   *
   * @param terminal whether the stream is a terminal that knows escape sequences
   * @param noColour the environment variable {@code NO_COLOR}: set and not empty, it asks for none
   *     (https://no-color.org)
   */
  static Style of(boolean terminal, @Nullable String noColour) {
    return new Style(terminal && (noColour == null || noColour.isEmpty()));
  }

  /** What is looked for first. */
  public String bold(String text) {
    return coloured ? BOLD + text + RESET : text;
  }

  /** What has failed. */
  public String red(String text) {
    return coloured ? RED + text + RESET : text;
  }
}
