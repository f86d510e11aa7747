package io.belay.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import io.belay.error.BelayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    Keys keys = new Keys(config);
    try {
      return construct.apply(keys);
    } catch (ConfigException | BelayException e) {
      problems.add("%s: %s".formatted(path, e.getMessage()));
      return null;
    } finally {
      known.addAll(keys.asked);
    }
  }

  /** Reads the keys of one subtree; null where one has a problem. */
  public <T> @Nullable T read(String subtree, Function<Keys, T> construct) {
    known.add(subtree);
    try {
      Keys keys = new Keys(config.getConfig(subtree));
      T settings = construct.apply(keys);
      keys.unknown().forEach(key -> problems.add(unknown(subtree + "." + key)));
      return settings;
    } catch (ConfigException | BelayException e) {
      problems.add("%s: %s".formatted(subtree, e.getMessage()));
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

  private String unknown(String key) {
    return "a key is one that reference.conf lists: key=%s.%s; correct or remove it"
        .formatted(path, key);
  }

  /** The keys of one subtree; those that were asked for are known. */
  public static final class Keys {
    private final Config config;
    private final Set<String> asked = new HashSet<>();

    private Keys(Config config) {
      this.config = config;
    }

    public int whole(String key) {
      return config.getInt(ask(key));
    }

    /** A size such as {@code 64MiB}, in bytes. */
    public long bytes(String key) {
      return config.getBytes(ask(key));
    }

    public Duration duration(String key) {
      return config.getDuration(ask(key));
    }

    public String text(String key) {
      return config.getString(ask(key));
    }

    public List<String> texts(String key) {
      return List.copyOf(config.getStringList(ask(key)));
    }

    public boolean flag(String key) {
      return config.getBoolean(ask(key));
    }

    private Set<String> unknown() {
      Set<String> unknown = new TreeSet<>(config.root().keySet());
      unknown.removeAll(asked);
      return unknown;
    }

    private String ask(String key) {
      asked.add(key);
      return ConfigUtil.joinPath(key);
    }
  }
}
