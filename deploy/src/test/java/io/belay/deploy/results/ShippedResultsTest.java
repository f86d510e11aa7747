package io.belay.deploy.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.RecipeSource;
import io.belay.recipe.ShippedRecipe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The committed results: that they are of the shipped recipes, and that README.md shows them. */
class ShippedResultsTest {
  private final ShippedResults results = ShippedResults.load();
  private final RecipeLoader recipes =
      new RecipeLoader(
          RecipeSource.resources(ShippedResultsTest.class.getClassLoader(), "recipes"));

  @Test
  void theReadmeShowsThem() {
    assertThat(SourceTree.in(Path.of("..")).readmeTable())
        .as("write it again: ./belay results --collect --write")
        .isEqualTo(ResultsMarkdown.render(results));
  }

  @Test
  void everyRowIsOfAShippedRecipeAsItIsNow() {
    for (RecipeResult row : results.measured().rows()) {
      Recipe recipe = recipes.load(row.recipe(), List.of());

      assertThat(row.recipe()).isEqualTo(recipe.name());
      assertThat(row.environment()).isEqualTo(recipe.environment().id());
      assertThat(row.algorithm()).isEqualTo(recipe.algorithm().name());
      assertThat(row.environmentSteps()).isEqualTo(recipe.training().environmentSteps());
    }
  }

  @Test
  void everyRowHasFiveSeedsOfAHundredDeterministicEpisodes() {
    for (RecipeResult row : results.measured().rows()) {
      assertThat(row.seeds().stream().map(SeedResult::seed)).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(row.episodes()).isEqualTo(100);
      assertThat(row.deterministic()).isTrue();
    }
  }

  @Test
  void everyRowThatMissesItsTargetOrTrainsForLongerThanTheZooSaysWhy() {
    for (RecipeResult row : results.measured().rows()) {
      long most =
          results
              .yardsticks()
              .zoo(row)
              .map(PublishedResult::environmentSteps)
              .orElse(Long.MAX_VALUE);
      if (results.yardsticks().missed(row) || row.environmentSteps() > most) {
        assertThat(results.notes()).as("notes.conf").containsKey(row.recipe());
      }
    }
  }

  @Test
  void notesAreOfShippedRecipes() {
    assertThat(recipes.shipped().stream().map(ShippedRecipe::name))
        .containsAll(results.notes().keySet());
  }

  @Test
  void yardsticksAreFoundByEnvironmentAndAlgorithm() {
    RecipeResult trpo = Rows.row("acrobot-trpo", "Acrobot-v1", "trpo", -85.1);

    assertThat(results.yardsticks().target(trpo)).hasValue(-85);
    assertThat(results.yardsticks().missed(trpo)).isTrue();
    assertThat(results.yardsticks().zoo(trpo))
        .contains(new PublishedResult(-83.114, 18.648, 100_000));
    assertThat(results.yardsticks().zoo(Rows.row("x", "Acrobot-v1", "npg", 0))).isEmpty();
    assertThat(results.yardsticks().missed(Rows.row("x", "Pendulum-v1", "a2c", -900))).isFalse();
  }
}
