package io.belay.deploy.results;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the table is held against.
 *
 * @param config {@code yardsticks.conf}: below {@code target} and {@code zoo}, what there is for an
 *     environment and an algorithm
 */
public record Yardsticks(Config config) {

  static Yardsticks parse(String text) {
    return new Yardsticks(ConfigFactory.parseString(text));
  }

  /** The mean return over seeds that a recipe is meant to reach; empty where nothing was set. */
  public OptionalDouble target(RecipeResult row) {
    String path = path("target", row);
    return config.hasPath(path)
        ? OptionalDouble.of(config.getDouble(path))
        : OptionalDouble.empty();
  }

  /** Whether a row falls short of its target. */
  public boolean missed(RecipeResult row) {
    OptionalDouble target = target(row);
    return target.isPresent() && row.returnMean() < target.getAsDouble();
  }

  /** What RL Baselines3 Zoo published; empty where it has nothing. */
  public Optional<PublishedResult> zoo(RecipeResult row) {
    String path = path("zoo", row);
    if (!config.hasPath(path)) {
      return Optional.empty();
    }
    Config published = config.getConfig(path);
    return Optional.of(
        new PublishedResult(
            published.getDouble("return-mean"),
            published.getDouble("return-std"),
            published.getLong("environment-steps")));
  }

  private static String path(String group, RecipeResult row) {
    return ConfigUtil.joinPath(group, row.environment(), row.algorithm());
  }
}
