package io.belay.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.belay.error.BelayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a subtree of a configuration into records and gathers every problem: ill-typed, missing,
 * out of bounds, unknown.
 */
public final class SettingsReader {
  private final String path;
  private final Config config;
  private final Set<String> known = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * A reader that has read nothing yet.
   *
   * @param config the process's configuration
   * @param path where what is read is in it
   * @throws BelayException {@code INVALID_REQUEST} where nothing is there
   */
  public SettingsReader(Config config, String path) {
    this.path = path;
    try {
      this.config = config.getConfig(path);
    } catch (ConfigException e) {
      throw BelayException.invalid("%s: %s".formatted(path, e.getMessage()));
    }
  }

  /** Reads the keys that are in no subtree; null where one has a problem. */
  public <T> @Nullable T readKeys(Function<Keys, T> construct) {
    Keys keys = new Keys(config, path);
    T settings = read(keys, construct);
    known.addAll(keys.asked);
    return settings;
  }

  /** Reads the keys of one subtree; null where one has a problem. */
  public <T> @Nullable T read(String subtree, Function<Keys, T> construct) {
    known.add(subtree);
    try {
      Keys keys = new Keys(config.getConfig(subtree), path + "." + subtree);
      T settings = read(keys, construct);
      keys.unknown().forEach(key -> problems.add(unknown(subtree + "." + key)));
      return settings;
    } catch (ConfigException e) {
      problems.add("%s.%s: %s".formatted(path, subtree, e.getMessage()));
      return null;
    }
  }

  /**
   * Ends the reading.
   *
   * @throws BelayException {@code INVALID_REQUEST} with all problems, one a line
   */
  public void refuseProblems() {
    for (String key : new TreeSet<>(config.root().keySet())) {
      if (!known.contains(key)) {
        problems.add(unknown(key));
      }
    }
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
  }

  private <T> @Nullable T read(Keys keys, Function<Keys, T> construct) {
    @Nullable T settings = null;
    List<String> broken = new ArrayList<>();
    try {
      settings = construct.apply(keys);
    } catch (BelayException e) {
      String.valueOf(e.getMessage())
          .lines()
          .forEach(line -> broken.add("%s: %s".formatted(keys.path, line)));
    }
    problems.addAll(keys.unreadable);
    if (keys.unreadable.isEmpty()) {
      problems.addAll(broken);
      return settings;
    }
    // A rule that what stands in for an unreadable value breaks is only a consequence.
    return null;
  }

  private String unknown(String key) {
    return "a key is one that reference.conf lists: key=%s.%s; correct or remove it"
        .formatted(path, key);
  }

  /**
   * The keys of one subtree; those that were asked for are known.
   *
   * <p>A value that is missing or ill-typed is a problem, and something of its type stands in for
   * it so that the others are looked at too.
   */
  public static final class Keys {
    private final Config config;
    private final String path;
    private final Set<String> asked = new HashSet<>();
    private final List<String> unreadable = new ArrayList<>();

    private Keys(Config config, String path) {
      this.config = config;
      this.path = path;
    }

    public int whole(String key) {
      return get(key, Config::getInt, 0, "a whole number such as 8");
    }

    /** A size such as {@code 64MiB}, in bytes. */
    public long bytes(String key) {
      return get(key, Config::getBytes, 0L, "a size such as 64MiB");
    }

    public Duration duration(String key) {
      return get(key, Config::getDuration, Duration.ZERO, "a time such as 30s");
    }

    public String text(String key) {
      return get(key, Config::getString, "", "text");
    }

    public List<String> texts(String key) {
      return List.copyOf(
          get(key, Config::getStringList, List.of(), "a list of texts such as [\"a\", \"b\"]"));
    }

    public boolean flag(String key) {
      return get(key, Config::getBoolean, false, "true or false");
    }

    private Set<String> unknown() {
      Set<String> unknown = new TreeSet<>(config.root().keySet());
      unknown.removeAll(asked);
      return unknown;
    }

    private <T> T get(String key, BiFunction<Config, String, T> getter, T standIn, String kind) {
      asked.add(key);
      try {
        return getter.apply(config, ConfigUtil.joinPath(key));
      } catch (ConfigException e) {
        @Nullable ConfigValue given = config.root().get(key);
        unreadable.add(
            "a setting has a value of its kind: %s.%s=%s; it is %s"
                .formatted(path, key, given == null ? "" : shown(given), kind));
        return standIn;
      }
    }

    private static String shown(ConfigValue given) {
      return "%s (%s)"
          .formatted(given.render(ConfigRenderOptions.concise()), given.origin().description());
    }
  }
}
