package io.belay.page;

import io.belay.error.BelayException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The text of a page's parts, and the name by which a content security policy knows it. */
public final class PageText {
  private PageText() {}

  /**
   * Reads a part of a page from the class path.
   *
   * @param room a class beside which the resource lies
   * @param name the resource's, as for {@link Class#getResourceAsStream}
   */
  public static String resource(Class<?> room, String name) {
    try (InputStream stream = room.getResourceAsStream(name)) {
      if (stream == null) {
        throw BelayException.fatal(
            "the page's parts are on the class path; build Belay again: resource=" + name);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      // A carriage return would be hashed here and be dropped by the browser.
      return text.replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code 'sha256-…'}: by which a content security policy names a script or style in the page. */
  public static String source(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw BelayException.fatal("every JDK knows SHA-256", e);
    }
  }

  /**
   * Text as the content of an HTML element or of an attribute in double quotes.
   *
   * @param text any
   */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
