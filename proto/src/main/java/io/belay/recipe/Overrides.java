package io.belay.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.belay.error.BelayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings given on the command line as {@code key=value}, the value in HOCON. Where a setting is
 * text, what is no HOCON value is taken as it is, so that {@code environment.id=chain:20} needs no
 * quotes.
 */
final class Overrides {
  static final String ORIGIN = "--set";

  /** Word that stands for the key while a value is parsed by itself. */
  private static final String HOLDER = "value";

  /**
   * Lays one setting over others. A restart distribution is replaced as a whole, since the fields
   * of one kind mean nothing to another; any other group of settings is merged, as HOCON does.
   */
  static Config lay(String setting, Config over) {
    int equals = setting.indexOf('=');
    if (equals < 1) {
      throw refused(setting, "use for example --set training.seed=2");
    }
    String key = setting.substring(0, equals).strip();
    ConfigValue value = value(setting, key, setting.substring(equals + 1));
    try {
      Config laid = nested(ConfigUtil.splitPath(key), value);
      Config replaced =
          key.equals(RestartReader.PATH)
              ? ConfigFactory.empty()
                  .withValue(key, ConfigValueFactory.fromAnyRef(null))
                  .withFallback(over)
              : over;
      return laid.withFallback(replaced);
    } catch (ConfigException e) {
      throw refused(setting, "the key is words joined by dots, such as training.seed");
    }
  }

  /** Each object on the way is known to come from the command line, and so named in errors. */
  private static Config nested(List<String> path, ConfigValue value) {
    ConfigValue inner = value;
    for (String word : path.reversed()) {
      inner = ConfigValueFactory.fromMap(Map.of(word, inner), ORIGIN);
    }
    return ((ConfigObject) inner).toConfig();
  }

  private static ConfigValue value(String setting, String key, String text) {
    Optional<ConfigValue> value = hocon(text);
    if (value.isPresent()) {
      return value.get();
    }
    if (Keys.isText(key) && !text.isBlank() && !text.strip().startsWith("\"")) {
      return ConfigValueFactory.fromAnyRef(text.strip(), ORIGIN);
    }
    throw refused(
        setting, "the value is one HOCON value, such as 3, tanh, \"two words\" or [32, 32]");
  }

  private static Optional<ConfigValue> hocon(String text) {
    try {
      Config parsed = Hocon.parse(HOLDER + " = " + text, ORIGIN);
      return Optional.ofNullable(parsed.root().get(HOLDER))
          .filter(value -> parsed.root().size() == 1);
    } catch (BelayException _) {
      return Optional.empty();
    }
  }

  private static BelayException refused(String setting, String remedy) {
    return BelayException.invalid(
        "a setting is written key=value: --set " + setting + "; " + remedy);
  }

  private Overrides() {}
}
