package io.belay.wire.transport;

import com.typesafe.config.Config;
import io.belay.error.BelayException;
import io.belay.settings.SettingsReader;
import java.time.Duration;

/**
 * Limits and keepalive of every gRPC connection, the same at both ends.
 *
 * @param maxInboundMessageBytes largest message that is read, at least 1; a larger one ends its
 *     stream with RESOURCE_EXHAUSTED. Bounds the size of a block and of a policy
 * @param maxConcurrentCallsPerConnection streams and calls of one peer that a server serves at
 *     once, at least 1
 * @param keepAliveTime silence after which a peer is asked for a sign of life, even where no call
 *     is under way
 * @param keepAliveTimeout how long it may take to answer before the connection counts as lost
 * @param permitKeepAliveTime how often a client may ask, below {@code keepAliveTime}: a server cuts
 *     off one that asks more often
 */
public record TransportSettings(
    int maxInboundMessageBytes,
    int maxConcurrentCallsPerConnection,
    Duration keepAliveTime,
    Duration keepAliveTimeout,
    Duration permitKeepAliveTime) {
  private static final String PATH = "belay.transport";

  public TransportSettings {
    if (maxInboundMessageBytes < 1 || maxConcurrentCallsPerConnection < 1) {
      throw BelayException.invalid(
          "limits are positive: maxInboundMessageBytes=%d, maxConcurrentCallsPerConnection=%d"
              .formatted(maxInboundMessageBytes, maxConcurrentCallsPerConnection));
    }
    if (!keepAliveTimeout.isPositive()
        || !permitKeepAliveTime.isPositive()
        || permitKeepAliveTime.compareTo(keepAliveTime) >= 0) {
      throw BelayException.invalid(
          "keepalive times are positive and the permitted one is below the client's: keepAliveTime=%s, keepAliveTimeout=%s, permitKeepAliveTime=%s"
              .formatted(keepAliveTime, keepAliveTimeout, permitKeepAliveTime));
    }
  }

  /**
   * Reads {@code belay.transport}; {@code reference.conf} says what each key means.
   *
   * @param config the process's whole configuration
   * @throws BelayException INVALID_REQUEST with every problem, one a line
   */
  public static TransportSettings from(Config config) {
    SettingsReader reader = new SettingsReader(config, PATH);
    TransportSettings settings =
        reader.readKeys(keys ->
            new TransportSettings(
                (int) Math.min(keys.bytes("max-inbound-message"), Integer.MAX_VALUE),
                keys.whole("max-concurrent-calls"),
                keys.duration("keepalive-time"),
                keys.duration("keepalive-timeout"),
                keys.duration("permit-keepalive-time")));
    reader.refuseProblems();
    if (settings == null) {
      throw new IllegalStateException("settings that cannot be read are a problem: path=" + PATH);
    }
    return settings;
  }

  /**
   * 64 MiB a message, 64 calls a connection, keepalive after 10 s with 5 s to answer, permitted
   * every 5 s.
   */
  public static TransportSettings defaults() {
    return new TransportSettings(
        64 << 20, 64, Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(5));
  }
}
