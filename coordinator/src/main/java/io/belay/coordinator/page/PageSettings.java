package io.belay.coordinator.page;

import io.belay.error.BelayException;
import java.time.Duration;

/**
 * Where the page is served.
 *
 * @param host address to bind, a name or a number
 * @param port TCP port to bind, in [0, 65535]; 0 for any that is free
 * @param requestTimeout how long a client may take over a response, in [1 s, 5 min]; over its
 *     request, which is short, 5 s at most
 */
public record PageSettings(String host, int port, Duration requestTimeout) {
  private static final int LAST_PORT = 65_535;
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

  /** On the loopback, with the patience that is the default elsewhere. */
  public static PageSettings onLoopback(int port) {
    return new PageSettings("127.0.0.1", port, Duration.ofSeconds(30));
  }

  public PageSettings {
    if (host.isBlank()) {
      throw BelayException.invalid("a page is bound to an address: host=\"" + host + "\"");
    }
    if (port < 0 || port > LAST_PORT) {
      throw BelayException.invalid("a port is between 0 and 65535: port=" + port);
    }
    if (requestTimeout.compareTo(SHORTEST_TIMEOUT) < 0
        || requestTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw BelayException.invalid(
          "a request timeout is between 1 s and 5 min: request-timeout=" + requestTimeout);
    }
  }
}
