package io.belay.learner.theory.report;

import io.belay.error.BelayException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What the page carries inside: the charting library with its style, and the page's own style and
 * script.
 *
 * <p>The library is uPlot as its authors publish it, from the webjar.
 */
record PageAssets(String libraryScript, String libraryStyle, String script, String style) {
  private static final String LIBRARY = "/META-INF/resources/webjars/uplot/1.6.30/";

  static PageAssets load() {
    return new PageAssets(
        "/* uPlot 1.6.30, MIT licence, https://github.com/leeoniya/uPlot */\n"
            + resource(LIBRARY + "dist/uPlot.iife.min.js"),
        resource(LIBRARY + "dist/uPlot.min.css"),
        resource("page.js"),
        resource("page.css"));
  }

  /** {@code 'sha256-…'}: by which a content security policy names a script or style. */
  static String source(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw BelayException.fatal("every JDK knows SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = PageAssets.class.getResourceAsStream(name)) {
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
}
