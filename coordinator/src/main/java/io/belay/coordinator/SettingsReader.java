package io.belay.coordinator;

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
 * Reads subtrees of a configuration into records and gathers every problem: ill-typed, missing, out
 * of bounds, unknown.
 */
final class SettingsReader {
  private final Config config;
  private final Set<String> subtrees = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  SettingsReader(Config config) {
    this.config = config;
  }

  /** Reads one subtree; null where it has a problem. */
  <T> @Nullable T read(String subtree, Function<Keys, T> construct) {
    subtrees.add(subtree);
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
   * @throws BelayException with all problems, one a line
   */
  void refuseProblems() {
    for (String key : new TreeSet<>(config.root().keySet())) {
      if (!subtrees.contains(key)) {
        problems.add(unknown(key));
      }
    }
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
  }

  private static String unknown(String key) {
    return "a key is one that reference.conf lists: key=belay.coordinator.%s; correct or remove it"
        .formatted(key);
  }

  /** The keys of one subtree; those that were asked for are known. */
  static final class Keys {
    private final Config config;
    private final Set<String> asked = new HashSet<>();

    private Keys(Config config) {
      this.config = config;
    }

    int whole(String key) {
      return config.getInt(ask(key));
    }

    Duration duration(String key) {
      return config.getDuration(ask(key));
    }

    String text(String key) {
      return config.getString(ask(key));
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
