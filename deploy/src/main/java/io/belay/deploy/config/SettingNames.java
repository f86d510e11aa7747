package io.belay.deploy.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.belay.error.BelayException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings that there are, as the {@code reference.conf} of all modules lists them, and their
 * names in a file, on the command line and in the environment.
 *
 * @param reference the defaults
 */
record SettingNames(Config reference) {
  private static final String ROOT = "belay";
  private static final String VARIABLE = "BELAY_";
  private static final String ORIGIN = "--set";

  /** Below these, Pekko says what there is. */
  private static final Set<String> OPEN = Set.of("belay.worker.sampling-dispatcher");

  /** Variables of the launcher and of this process, which are no settings. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of("BELAY_JAVA_HOME", "BELAY_JAVA_OPTS", "BELAY_CLASSPATH");

  /** The variable of each setting: {@code belay.cluster.host} is {@code BELAY_CLUSTER_HOST}. */
  Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> setting : reference.getConfig(ROOT).entrySet()) {
      String path = ROOT + "." + setting.getKey();
      variables.put(path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT), path);
    }
    return variables;
  }

  /** What the environment sets. */
  Config fromEnvironment(Map<String, String> environment) {
    Config config = ConfigFactory.empty("environment variables");
    for (Map.Entry<String, String> variable : variables().entrySet()) {
      String text = environment.get(variable.getKey());
      if (text != null) {
        config =
            config.withValue(
                variable.getValue(), value(variable.getValue(), text, variable.getKey()));
      }
    }
    return config;
  }

  /** Variables that look like a setting and are none. */
  Set<String> strangers(Map<String, String> environment) {
    Set<String> strangers = new TreeSet<>();
    for (String name : environment.keySet()) {
      if (name.startsWith(VARIABLE)
          && !OTHER_VARIABLES.contains(name)
          && !variables().containsKey(name)) {
        strangers.add(name);
      }
    }
    return strangers;
  }

  /**
   * What the command line sets.
   *
   * @param settings each {@code KEY=VALUE}
   */
  Config fromCommandLine(List<String> settings) {
    Config config = ConfigFactory.empty(ORIGIN);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      try {
        String path = setting.substring(0, Math.max(0, equals)).strip();
        ConfigUtil.splitPath(path);
        config = config.withValue(path, value(path, setting.substring(equals + 1), ORIGIN));
      } catch (ConfigException e) {
        throw BelayException.invalid(
            "a setting is written KEY=VALUE: --set %s; use for example --set belay.cluster.port=7710"
                .formatted(setting));
      }
    }
    return config;
  }

  /**
   * The text as it stands, which Typesafe's configuration reads as a number, a duration or a flag
   * where one is asked for; of a list either its parts with commas between, or HOCON in brackets.
   */
  private ConfigValue value(String path, String text, String origin) {
    boolean list =
        reference.hasPath(path) && reference.getValue(path).valueType() == ConfigValueType.LIST;
    String trimmed = text.strip();
    if (!list) {
      return ConfigValueFactory.fromAnyRef(trimmed, origin);
    }
    if (trimmed.startsWith("[")) {
      return ConfigFactory.parseString("list = " + trimmed).getList("list");
    }
    return ConfigValueFactory.fromIterable(
        Arrays.stream(trimmed.split(",", -1))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .toList(),
        origin);
  }

  /** What is set and means nothing, a sentence each. */
  List<String> problems(Config given) {
    List<String> problems = new ArrayList<>();
    Map<String, ConfigValue> settings = new TreeMap<>();
    given.entrySet().forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
    settings.forEach((path, value) -> {
      String root = ConfigUtil.splitPath(path).getFirst();
      if (!root.equals(ROOT) && !root.equals("pekko")) {
        problems.add(
            "settings are under belay, those of the actor library under pekko: key=%s (%s); correct or remove it"
                .formatted(path, value.origin().description()));
      }
    });
    if (given.root().get(ROOT) instanceof ConfigObject belay) {
      find(belay, ROOT, problems);
    }
    return problems;
  }

  private void find(ConfigObject group, String path, List<String> problems) {
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(group).entrySet()) {
      String inner = path + "." + ConfigUtil.joinPath(entry.getKey());
      ConfigValue value = entry.getValue();
      boolean known = reference.hasPathOrNull(inner);
      boolean grouped = known && isGroup(inner);
      if (!known) {
        problems.add(
            "there is no such setting: key=%s (%s); there are %s"
                .formatted(inner, value.origin().description(), neighbours(path)));
      } else if (grouped && !(value instanceof ConfigObject)) {
        problems.add(
            "%s is a group of settings: %s=%s (%s); there are %s"
                .formatted(
                    inner,
                    inner,
                    value.unwrapped(),
                    value.origin().description(),
                    neighbours(inner)));
      } else if (!grouped && value instanceof ConfigObject below) {
        problems.add(
            "%s is one setting: %s (%s); remove what is under it"
                .formatted(
                    inner, String.join(", ", keys(inner, below)), value.origin().description()));
      } else if (grouped && !OPEN.contains(inner)) {
        find((ConfigObject) value, inner, problems);
      }
    }
  }

  private static List<String> keys(String path, ConfigObject group) {
    return group.keySet().stream().sorted().map(key -> "key=" + path + "." + key).toList();
  }

  private boolean isGroup(String path) {
    return !reference.getIsNull(path)
        && reference.getValue(path).valueType() == ConfigValueType.OBJECT;
  }

  private String neighbours(String group) {
    return String.join(", ", new TreeSet<>(reference.getConfig(group).root().keySet()));
  }
}
