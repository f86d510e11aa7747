package io.belay.recipe;

import java.util.List;
import java.util.Optional;

/**
 * Where the recipes that are shipped with a program are found. Implementations neither block for
 * long nor change.
 */
public interface RecipeSource {

  /** Names of all shipped recipes, in the order in which they are listed. */
  List<String> names();

  /**
   * The HOCON text of a shipped recipe.
   *
   * @param name one of {@link #names()}, or anything else a user may have typed
   * @return empty where there is no such recipe
   */
  Optional<String> find(String name);

  /** A source without recipes. */
  static RecipeSource none() {
    return new RecipeSource() {
      @Override
      public List<String> names() {
        return List.of();
      }

      @Override
      public Optional<String> find(String name) {
        return Optional.empty();
      }
    };
  }

  /**
   * The recipes in a resource directory: {@code NAME.conf} for each line NAME of its file {@code
   * index}.
   *
   * @param loader finds the resources
   * @param directory such as {@code recipes}, without a slash at either end
   * @throws io.belay.error.BelayException FATAL where the index cannot be read
   */
  static RecipeSource resources(ClassLoader loader, String directory) {
    return ResourceRecipes.read(loader, directory);
  }
}
