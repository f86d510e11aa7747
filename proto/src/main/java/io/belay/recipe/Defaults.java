package io.belay.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;

/**
 * The defaults: {@code recipe.conf} for every run, under {@code ALGORITHM.conf} for each algorithm.
 */
final class Defaults {
  /** What the defaults are called in messages. */
  static final String ORIGIN = "default";

  private static final String DIRECTORY = "io/belay/recipe/";

  /** Whether a value is a default and nobody's own. */
  static boolean made(ConfigValue value) {
    return value.origin().description().startsWith(ORIGIN + ":");
  }

  /** Defaults that do not depend on the algorithm. */
  static Config shared() {
    return read("recipe");
  }

  /**
   * Defaults of an algorithm over the shared ones.
   *
   * @param algorithm value of {@code algorithm.name}
   */
  static Config of(String algorithm) {
    return read(algorithm).withFallback(shared());
  }

  /** Nothing at all, for where even the algorithm is unknown. */
  static Config none() {
    return ConfigFactory.empty();
  }

  private static Config read(String name) {
    String text =
        ResourceRecipes.resource(Defaults.class.getClassLoader(), DIRECTORY + name + ".conf");
    return Hocon.parse(text, ORIGIN);
  }

  private Defaults() {}
}
