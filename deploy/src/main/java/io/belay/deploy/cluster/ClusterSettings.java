package io.belay.deploy.cluster;

import com.typesafe.config.Config;
import io.belay.error.BelayException;
import io.belay.settings.SettingsReader;
import io.belay.settings.SettingsReader.Keys;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcAddress.Tcp;
import java.time.Duration;
import java.util.List;

/**
 * Where a node is and where it finds the others; {@code reference.conf} says what each key means.
 *
 * @param node under which the others reach it, the port 0 for any that is free
 * @param bindHost address of this machine to bind
 * @param seeds where it looks for the cluster
 * @param rejoinTimeout how long it looks
 */
public record ClusterSettings(Tcp node, String bindHost, SeedNodes seeds, Duration rejoinTimeout) {
  static final int LAST_PORT = 65_535;
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(1);

  public ClusterSettings {
    if (node.host().isBlank() || node.port() < 0 || node.port() > LAST_PORT) {
      throw BelayException.invalid(
          "a node has a name and a port in [0, 65535]: host=\"%s\", port=%d"
              .formatted(node.host(), node.port()));
    }
    if (rejoinTimeout.compareTo(SHORTEST) < 0 || rejoinTimeout.compareTo(LONGEST) > 0) {
      throw BelayException.invalid(
          "a node looks for its cluster between 10 s and 1 d: rejoin-timeout=" + rejoinTimeout);
    }
  }

  /**
   * Reads {@code belay.cluster}.
   *
   * @throws BelayException {@code INVALID_REQUEST} with every problem, one a line
   */
  public static ClusterSettings from(Config config) {
    SettingsReader reader = new SettingsReader(config, "belay.cluster");
    ClusterSettings settings =
        reader.readKeys(keys -> {
          String host = keys.text("host");
          String bindHost = keys.text("bind-host");
          return new ClusterSettings(
              new Tcp(host, keys.whole("port")),
              bindHost.isBlank() ? host : bindHost,
              seeds(keys),
              keys.duration("rejoin-timeout"));
        });
    reader.refuseProblems();
    if (settings == null) {
      throw new IllegalStateException(
          "a subtree that cannot be read is a problem that was refused");
    }
    return settings;
  }

  private static SeedNodes seeds(Keys keys) {
    List<Tcp> listed = keys.texts("seed-nodes").stream().map(ClusterSettings::node).toList();
    String host = keys.text("seed-host");
    int port = keys.whole("seed-port");
    int minimum = keys.whole("seed-minimum");
    return host.isBlank() ? new SeedNodes.Listed(listed) : new SeedNodes.Named(host, port, minimum);
  }

  private static Tcp node(String text) {
    if (GrpcAddress.parse(text.trim()) instanceof Tcp tcp && tcp.port() > 0) {
      return tcp;
    }
    throw BelayException.invalid("a seed node is host:port: seed-nodes=" + text);
  }
}
