package io.belay.coordinator.page;

import com.sun.net.httpserver.HttpServer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names that a page on the loopback goes by. A site that lets a name of its own point to the
 * loopback could otherwise have the browser of whoever visits it read the page (DNS rebinding). A
 * page that is bound to other addresses is everybody's, whatever they call it.
 */
final class HostNames {
  /** Addresses are nobody's to point elsewhere. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.%]+]");

  private static final Pattern PORT = Pattern.compile(":[0-9]*$");

  private final boolean loopback;
  private final String configured;

  /**
   * Of a server.
   *
   * @param configured the name that it was bound by
   */
  HostNames(HttpServer server, String configured) {
    this.loopback = server.getAddress().getAddress().isLoopbackAddress();
    this.configured = configured.toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a request is meant for the page.
   *
   * @param header the header {@code Host}; null where there is none, as browsers never do
   */
  boolean include(@Nullable String header) {
    if (!loopback || header == null) {
      return true;
    }
    String host = PORT.matcher(header.toLowerCase(Locale.ROOT)).replaceFirst("");
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals(configured)
        || ADDRESS.matcher(host).matches();
  }
}
