package io.belay.deploy.process;

import com.typesafe.config.Config;
import io.belay.error.BelayException;
import io.belay.settings.SettingsReader;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcAddress.Tcp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a role's process serves gRPC; {@code reference.conf} says what each key means.
 *
 * @param listen address to bind, the port 0 for any that is free
 * @param advertised what others are told; empty where that is the bound address
 */
public record GrpcSettings(Tcp listen, Optional<Tcp> advertised) {
  private static final String COORDINATOR = "belay.coordinator";
  private static final String LEARNER = "belay.learner";
  private static final String GRPC = ".grpc";
  private static final int LAST_PORT = 65_535;

  public GrpcSettings {
    if (listen.host().isBlank() || listen.port() < 0 || listen.port() > LAST_PORT) {
      throw BelayException.invalid(
          "a server has an address and a port in [0, 65535]: host=\"%s\", port=%d"
              .formatted(listen.host(), listen.port()));
    }
  }

  /** Reads {@code belay.coordinator.grpc}. */
  public static GrpcSettings ofCoordinator(Config config) {
    SettingsReader reader = new SettingsReader(config, COORDINATOR + GRPC);
    return finish(reader, reader.readKeys(keys -> of(keys, Optional.empty())));
  }

  /** Reads {@code belay.learner.grpc}. */
  public static GrpcSettings ofLearner(Config config) {
    SettingsReader reader = new SettingsReader(config, LEARNER + GRPC);
    return finish(reader, reader.readKeys(keys -> of(keys, Optional.of(keys.text("advertised")))));
  }

  /** The configuration without these settings, which the roles' own settings know nothing of. */
  static Config without(Config config) {
    return config.withoutPath(COORDINATOR + GRPC).withoutPath(LEARNER + GRPC);
  }

  /**
   * What others are told.
   *
   * @param bound where the server listens, the port resolved
   * @param host name of this machine where the bound address is none that others can use
   */
  public Tcp told(Tcp bound, String host) {
    Tcp wish = advertised.orElseGet(() -> new Tcp(isWildcard(bound) ? host : bound.host(), 0));
    return new Tcp(wish.host(), wish.port() == 0 ? bound.port() : wish.port());
  }

  private static boolean isWildcard(Tcp address) {
    return address.host().equals("0.0.0.0") || address.host().equals("::");
  }

  private static GrpcSettings of(SettingsReader.Keys keys, Optional<String> advertised) {
    return new GrpcSettings(
        new Tcp(keys.text("host"), keys.whole("port")),
        advertised.filter(text -> !text.isBlank()).map(GrpcSettings::tcp));
  }

  private static Tcp tcp(String text) {
    if (GrpcAddress.parse(text) instanceof Tcp tcp) {
      return tcp;
    }
    throw BelayException.invalid("an advertised address is host:port: advertised=" + text);
  }

  private static GrpcSettings finish(SettingsReader reader, @Nullable GrpcSettings settings) {
    reader.refuseProblems();
    if (settings == null) {
      throw new IllegalStateException(
          "a subtree that cannot be read is a problem that was refused");
    }
    return settings;
  }
}
