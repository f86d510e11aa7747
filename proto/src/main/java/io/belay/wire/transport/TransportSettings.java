package io.belay.wire.transport;

import com.typesafe.config.Config;
import io.belay.error.BelayException;
import io.belay.settings.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits and keepalive of every gRPC connection, the same at both ends.
 *
 * @param maxInboundMessageBytes largest message that is read, in [1 KiB, 1 GiB]; a larger one ends
 *     its stream with RESOURCE_EXHAUSTED. Bounds the size of a block and of a policy
 * @param maxConcurrentCallsPerConnection streams and calls of one peer that a server serves at
 *     once, in [1, 10000]
 * @param keepAliveTime silence after which a peer is asked for a sign of life, even where no call
 *     is under way, in [10 ms, 1 h]
 * @param keepAliveTimeout how long it may take to answer before the connection counts as lost, in
 *     [10 ms, 1 h]
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

  private static final int SMALLEST_MESSAGE = 1 << 10;
  private static final int LARGEST_MESSAGE = 1 << 30;
  private static final int MOST_CALLS = 10_000;
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  public TransportSettings {
    List<String> problems = new ArrayList<>();
    if (maxInboundMessageBytes < SMALLEST_MESSAGE || maxInboundMessageBytes > LARGEST_MESSAGE) {
      problems.add(
          "a message has a limit from 1 KiB to 1 GiB: max-inbound-message=%d; use for example 64MiB"
              .formatted(maxInboundMessageBytes));
    }
    if (maxConcurrentCallsPerConnection < 1 || maxConcurrentCallsPerConnection > MOST_CALLS) {
      problems.add(
          "a connection has 1 to 10000 calls at once: max-concurrent-calls=%d; use for example 64"
              .formatted(maxConcurrentCallsPerConnection));
    }
    bounded("keepalive-time", keepAliveTime, problems);
    bounded("keepalive-timeout", keepAliveTimeout, problems);
    if (!permitKeepAliveTime.isPositive() || permitKeepAliveTime.compareTo(keepAliveTime) >= 0) {
      problems.add(
          "a server permits more than its clients ask for, or it would cut them off: permit-keepalive-time=%s, keepalive-time=%s; use for example half of it"
              .formatted(permitKeepAliveTime, keepAliveTime));
    }
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
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
                Math.clamp(keys.bytes("max-inbound-message"), 0, Integer.MAX_VALUE),
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

  private static void bounded(String key, Duration value, List<String> problems) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      problems.add(
          "a keepalive time is from 10 ms to 1 h: %s=%s; use for example 10 s"
              .formatted(key, value));
    }
  }
}
