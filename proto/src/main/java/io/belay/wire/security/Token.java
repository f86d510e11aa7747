package io.belay.wire.security;

import io.belay.error.BelayException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A secret that whoever knows it shows with each call, as it stands in its file now.
 *
 * <p>Its text is in no message and no log.
 */
final class Token {
  private static final Pattern TEXT = Pattern.compile("[\\x21-\\x7e]{16,4096}");

  private final WatchedFiles file;
  private volatile String text = "";

  /**
   * @param key that names the file, for messages
   */
  Token(String key, Path file) {
    this.file = new WatchedFiles(key, List.of(file), contents -> take(key, contents.getFirst()));
  }

  WatchedFiles file() {
    return file;
  }

  String text() {
    return text;
  }

  /** Whether what was shown is the token; takes as long for every text of one length. */
  boolean is(String shown) {
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
  }

  private void take(String key, byte[] contents) {
    String stripped = new String(contents, StandardCharsets.UTF_8).strip();
    if (!TEXT.matcher(stripped).matches()) {
      throw BelayException.invalid(
          "a token is one line of 16 to 4096 visible ASCII characters: %s=%d characters; make one with: openssl rand -hex 32"
              .formatted(key, stripped.length()));
    }
    text = stripped;
  }
}
