package io.belay.deploy.command;

import io.belay.deploy.console.Terminal;
import io.belay.deploy.process.Actors;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.RecipeSource;
import io.belay.worker.environment.EnvironmentRegistry;
import java.util.function.Supplier;

/**
 * What the subcommands share.
 *
 * @param version of Belay
 * @param actors gives an actor system for a run; the first may have begun to load
 */
public record Shared(Terminal terminal, String version, Supplier<Actors> actors) {

  /** Reads recipes, the shipped ones by name. */
  static RecipeLoader recipes() {
    return new RecipeLoader(RecipeSource.resources(Shared.class.getClassLoader(), "recipes"));
  }

  /** The environments on the class path. */
  static EnvironmentRegistry environments() {
    return EnvironmentRegistry.discover();
  }
}
