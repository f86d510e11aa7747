package io.belay.deploy.measure;

import io.belay.recipe.ExactSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.ShippedRecipe;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The shipped recipes that stand for an environment and an algorithm, because one of their names is
 * ENVIRONMENT-ALGORITHM: {@code mountain-car-ppo} for MountainCar-v0 by ppo, {@code chain-npg} for
 * chain:20 by npg.
 */
public final class StandardRecipes {
  private StandardRecipes() {}

  /** Their names, in the order in which recipes are listed. */
  public static List<String> names(RecipeLoader recipes) {
    return recipes.shipped().stream()
        .filter(shipped -> isStandard(shipped, recipes.load(shipped.name(), List.of())))
        .map(ShippedRecipe::name)
        .toList();
  }

  private static boolean isStandard(ShippedRecipe shipped, Recipe recipe) {
    if (recipe.algorithm() instanceof ExactSettings) {
      return false; // What it reaches is known without playing.
    }
    String environment = recipe.environment().id().replaceFirst("-v[0-9]+$|:.*$", "");
    String expected = plain(environment + recipe.algorithm().name());
    return Stream.concat(Stream.of(shipped.name()), shipped.otherNames().stream())
        .anyMatch(name -> plain(name).equals(expected));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "");
  }
}
