package io.belay.deploy.command;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.deploy.config.NameLookups;
import io.belay.deploy.config.ProcessConfig;
import io.belay.deploy.config.ProcessConfig.Given;
import io.belay.deploy.role.RoleSetup;
import io.belay.wire.security.SecuritySettings;
import io.belay.wire.transport.TransportSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a process of a cluster has its settings from. */
final class ProcessOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "HOCON file with settings, over the defaults.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting over all others, such as belay.cluster.port=7720; may be repeated. Environment variables are under it:"
              + " BELAY_CLUSTER_PORT=7720.")
  private List<String> settings = List.of();

  @Option(
      names = "--plaintext",
      description = "Work without certificates, for trusted networks; said loudly.")
  private boolean plaintext;

  /**
   * Puts the configuration together and has all of it read, so that everything that is wrong with
   * it is named at once, before anything starts.
   *
   * @param environment the process's environment variables
   * @param resource what every process of its kind tells its libraries
   * @param roleDefaults what the role lays over the defaults
   * @param options settings that have an option of their own, over those of {@code --set}
   * @param readers each reads a group of settings that the process needs
   */
  @SafeVarargs
  final RoleSetup setup(
      Shared shared,
      Map<String, String> environment,
      String resource,
      Config roleDefaults,
      List<String> options,
      Consumer<Config>... readers) {
    NameLookups.keepBriefly();
    List<String> all = new ArrayList<>(settings);
    if (plaintext) {
      all.add("belay.security.plaintext=true");
    }
    all.addAll(options);
    ProcessConfig read =
        ProcessConfig.load(
            resource, roleDefaults, new Given(Optional.ofNullable(file), environment, all));
    Config config = read.config();
    ProcessConfig.check(
        config,
        Stream.concat(
                Stream.<Consumer<Config>>of(SecuritySettings::from, TransportSettings::from),
                Stream.of(readers))
            .toList());
    read.strangers()
        .forEach(name ->
            shared
                .terminal()
                .problem(
                    "warning: an environment variable is no setting: %s; see deploy/README.md for their names"
                        .formatted(name)));
    return new RoleSetup(
        config,
        SecuritySettings.from(config),
        TransportSettings.from(config),
        shared.terminal(),
        shared.version());
  }

  /** A role without settings of its own over the defaults. */
  static Config none() {
    return ConfigFactory.empty();
  }
}
