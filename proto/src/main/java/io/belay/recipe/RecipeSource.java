package io.belay.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Where the recipes that are shipped with a program are found. Implementations neither block for
 * long nor change.
 */
public interface RecipeSource {

  /** Names of all shipped recipes, in the order in which they are listed. */
  List<String> names();

  /**
   * Names beside those of {@link #names()}, each with the name of the recipe that it stands for.
   */
  default SequencedMap<String, String> otherNames() {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>());
  }

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
   * The recipes in a resource directory: {@code NAME.conf} for each line of its file {@code index}
   * that begins with NAME. Further words of a line are other names of the recipe.
   *
   * @param loader finds the resources
   * @param directory such as {@code recipes}, without a slash at either end
   * @throws io.belay.error.BelayException FATAL where the index cannot be read or gives one name
   *     twice
   */
  static RecipeSource resources(ClassLoader loader, String directory) {
    return ResourceRecipes.read(loader, directory);
  }
}
