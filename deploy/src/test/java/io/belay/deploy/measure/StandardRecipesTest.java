package io.belay.deploy.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.recipe.AlgorithmSettings;
import io.belay.recipe.ExactSettings;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.RecipeSource;
import io.belay.recipe.SampledSettings;
import io.belay.recipe.ShippedRecipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class StandardRecipesTest {
  private static final String TEXT = "environment.id = \"MountainCar-v0\", algorithm.name = ppo";

  @Test
  void areThoseOfWhichOneNameIsEnvironmentAndAlgorithm() {
    RecipeSource source =
        new RecipeSource() {
          @Override
          public List<String> names() {
            return List.of("mountain-car-ppo", "hill", "mountain-car-ppo-slow", "mountain-car-a2c");
          }

          @Override
          public SequencedMap<String, String> otherNames() {
            return new LinkedHashMap<>(Map.of("mountaincar-ppo", "hill"));
          }

          @Override
          public Optional<String> find(String name) {
            return names().contains(name) ? Optional.of(TEXT) : Optional.empty();
          }
        };

    assertThat(StandardRecipes.names(new RecipeLoader(source)))
        .containsExactly("mountain-car-ppo", "hill");
  }

  @Test
  void everyShippedRecipeNamedAfterItsAlgorithmIsNamedAfterItsEnvironmentToo() {
    RecipeLoader shipped =
        new RecipeLoader(
            RecipeSource.resources(StandardRecipesTest.class.getClassLoader(), "recipes"));
    List<String> standard = StandardRecipes.names(shipped);

    assertThat(standard).contains("cartpole").doesNotContain("cartpole-cleanrl");
    for (ShippedRecipe recipe : shipped.shipped()) {
      AlgorithmSettings algorithm = shipped.load(recipe.name(), List.of()).algorithm();
      boolean named = recipe.name().endsWith("-" + algorithm.name());
      switch (algorithm) {
        case SampledSettings _ when named ->
            assertThat(standard).as("recipes of the table").contains(recipe.name());
        case SampledSettings _ -> {}
        case ExactSettings _ ->
            assertThat(standard).as("recipes that are played").doesNotContain(recipe.name());
      }
    }
  }
}
