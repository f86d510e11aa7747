package io.belay.deploy.client;

import com.typesafe.config.Config;
import io.belay.error.BelayException;
import io.belay.settings.SettingsReader;
import io.belay.wire.transport.GrpcAddress;
import java.time.Duration;
import java.util.List;

/**
 * How a coordinator is reached; {@code reference.conf} says what each key means.
 *
 * @param coordinators at least one
 * @param callTimeout how long one call may take
 * @param patience how long an active coordinator is looked for
 */
public record ClientSettings(
    List<GrpcAddress> coordinators, Duration callTimeout, Duration patience) {
  private static final Duration SHORTEST_CALL = Duration.ofMillis(100);
  private static final Duration LONGEST_CALL = Duration.ofMinutes(10);
  private static final Duration LONGEST_PATIENCE = Duration.ofDays(1);

  public ClientSettings {
    coordinators = List.copyOf(coordinators);
    if (coordinators.isEmpty()) {
      throw BelayException.invalid(
          "a coordinator has an address; use --coordinator HOST:PORT: coordinators=[]");
    }
    if (callTimeout.compareTo(SHORTEST_CALL) < 0 || callTimeout.compareTo(LONGEST_CALL) > 0) {
      throw BelayException.invalid(
          "a call takes between 100 ms and 10 min: call-timeout=" + callTimeout);
    }
    if (patience.isNegative() || patience.compareTo(LONGEST_PATIENCE) > 0) {
      throw BelayException.invalid("patience is between 0 ms and 1 d: patience=" + patience);
    }
  }

  /**
   * Reads {@code belay.client}.
   *
   * @throws BelayException {@code INVALID_REQUEST} with every problem, one a line
   */
  public static ClientSettings from(Config config) {
    SettingsReader reader = new SettingsReader(config, "belay.client");
    ClientSettings settings =
        reader.readKeys(keys ->
            new ClientSettings(
                keys.texts("coordinators").stream().map(GrpcAddress::parse).toList(),
                keys.duration("call-timeout"),
                keys.duration("patience")));
    reader.refuseProblems();
    if (settings == null) {
      throw new IllegalStateException(
          "a subtree that cannot be read is a problem that was refused");
    }
    return settings;
  }
}
