package io.belay.deploy.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.belay.error.BelayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The configuration of a process that has a role of its own, from the least to the most particular:
 * {@code reference.conf} of every module, what the role lays over it, the file, the environment,
 * the command line.
 *
 * @param config all of it, resolved
 * @param strangers environment variables that look like settings and are none
 */
public record ProcessConfig(Config config, Set<String> strangers) {

  /**
   * What a user gave.
   *
   * @param file a HOCON file
   * @param environment the process's environment variables
   * @param settings each {@code KEY=VALUE}, the last one wins
   */
  public record Given(
      Optional<Path> file, Map<String, String> environment, List<String> settings) {}

  /**
   * Puts a configuration together.
   *
   * @param resource what every process of its kind tells its libraries, a resource
   * @param roleDefaults what the role lays over the defaults
   * @throws BelayException {@code INVALID_REQUEST} with every unknown key, one a line
   */
  public static ProcessConfig load(String resource, Config roleDefaults, Given given) {
    Config reference = ConfigFactory.defaultReference();
    SettingNames names = new SettingNames(reference);
    List<String> problems = new ArrayList<>();
    Config layered = ConfigFactory.empty();
    for (Config layer :
        List.of(
            names.fromCommandLine(given.settings()),
            names.fromEnvironment(given.environment()),
            given.file().map(ProcessConfig::parse).orElseGet(ConfigFactory::empty))) {
      problems.addAll(names.problems(layer));
      layered = layered.withFallback(layer);
    }
    refuse(problems);
    try {
      Config resolved =
          layered
              .withFallback(roleDefaults)
              .withFallback(ConfigFactory.parseResources(resource))
              .withFallback(reference)
              .resolve();
      return new ProcessConfig(resolved, names.strangers(given.environment()));
    } catch (ConfigException e) {
      throw BelayException.invalid("a configuration is complete: " + e.getMessage());
    }
  }

  /**
   * Reads several groups of settings and names all that is wrong with them at once.
   *
   * @param readers each throws INVALID_REQUEST where something is wrong
   */
  public static void check(Config config, List<Consumer<Config>> readers) {
    List<String> problems = new ArrayList<>();
    for (Consumer<Config> reader : readers) {
      try {
        reader.accept(config);
      } catch (BelayException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    refuse(problems);
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
  }

  private static Config parse(Path file) {
    if (!Files.isReadable(file)) {
      throw BelayException.invalid(
          "a configuration file can be read; correct --config: config=" + file);
    }
    try {
      return ConfigFactory.parseFile(
          file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    } catch (ConfigException e) {
      throw BelayException.invalid("a configuration file is HOCON: " + e.getMessage());
    }
  }
}
