package io.belay.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.belay.error.BelayException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a recipe, one line a problem, with the place where it was written. */
final class Problems {
  private final Config config;
  private final List<String> lines = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();

  /**
   * @param config the whole recipe, whose values know where they come from
   */
  Problems(Config config) {
    this.config = config;
  }

  /**
   * Adds a violation, unless a setting in it is known to be wrong by itself: then it may be no more
   * than a consequence.
   */
  void add(Violation violation) {
    if (violation.settings().stream().noneMatch(setting -> keys.contains(setting.key()))) {
      lines.add(violation.line(this::origin));
      if (violation.settings().size() == 1) {
        keys.add(violation.settings().getFirst().key());
      }
    }
  }

  void addAll(List<Violation> violations) {
    violations.forEach(this::add);
  }

  boolean any() {
    return !lines.isEmpty();
  }

  /** Throws INVALID_REQUEST with all lines, if there is one. */
  void refuse() {
    refuse(lines);
  }

  static void refuse(List<String> lines) {
    if (!lines.isEmpty()) {
      throw BelayException.invalid(String.join("\n", lines));
    }
  }

  /**
   * {@code " (FILE:LINE)"} of the value at a path or of the nearest group around it, empty where
   * that is unknown.
   */
  private String origin(String path) {
    ConfigValue nearest = config.root();
    for (String word : ConfigUtil.splitPath(path)) {
      if (!(nearest instanceof ConfigObject group) || group.get(word) == null) {
        break;
      }
      nearest = group.get(word);
    }
    return nearest == config.root() ? "" : text(nearest.origin());
  }

  private static String text(ConfigOrigin origin) {
    String name = origin.description();
    if (name.startsWith(Overrides.ORIGIN)) {
      return " (" + Overrides.ORIGIN + ")";
    }
    if (name.startsWith(Defaults.ORIGIN + ":")) {
      return " (" + Defaults.ORIGIN + ")";
    }
    String line = ": " + origin.lineNumber();
    boolean numbered = origin.lineNumber() > 0 && name.endsWith(line);
    return numbered
        ? " (" + name.substring(0, name.length() - line.length()) + ":" + origin.lineNumber() + ")"
        : " (" + name + ")";
  }
}
