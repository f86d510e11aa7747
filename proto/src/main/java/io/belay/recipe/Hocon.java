package io.belay.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import io.belay.error.BelayException;

/**
 * Reads HOCON so that a recipe means the same on every machine: without includes, environment
 * variables and system properties.
 */
final class Hocon {
  /** Recipes are a few kilobytes; a longer text is something else. */
  static final int MAX_CHARACTERS = 1 << 20;

  /**
   * The settings of a text, its substitutions still open.
   *
   * @param origin what the text is called in messages
   */
  static Config parse(String text, String origin) {
    if (text.length() > MAX_CHARACTERS) {
      throw BelayException.invalid(
          "a recipe has at most %d characters: characters=%d (%s); give the file of a recipe"
              .formatted(MAX_CHARACTERS, text.length(), origin));
    }
    try {
      return ConfigFactory.parseString(
          text,
          ConfigParseOptions.defaults()
              .setSyntax(ConfigSyntax.CONF)
              .setOriginDescription(origin)
              .setIncluder(new RefusedIncludes()));
    } catch (ConfigException e) {
      throw BelayException.invalid("a recipe is written in HOCON: " + oneLine(e));
    } catch (StackOverflowError e) {
      throw BelayException.invalid(
          "a recipe is nested a few levels deep: " + origin + "; remove the brackets around it");
    }
  }

  /** The same settings with every substitution replaced by the value it refers to. */
  static Config resolve(Config config) {
    try {
      return config.resolve(ConfigResolveOptions.noSystem());
    } catch (ConfigException e) {
      throw BelayException.invalid(
          "a substitution refers to another setting of the recipe: " + oneLine(e));
    }
  }

  /** The same settings with the substitutions replaced that can be. */
  static Config resolvePartly(Config config) {
    try {
      return config.resolve(ConfigResolveOptions.noSystem().setAllowUnresolved(true));
    } catch (ConfigException e) {
      throw BelayException.invalid(
          "a substitution refers to another setting of the recipe: " + oneLine(e));
    }
  }

  private static String oneLine(ConfigException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }

  private Hocon() {}
}
