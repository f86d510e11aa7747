package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.recipe.OptimizerKind;
import io.belay.recipe.PpoSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.RecipeSource;
import io.belay.recipe.Schedule;
import io.belay.recipe.ShippedRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedRecipesTest {
  private final RecipeLoader loader =
      new RecipeLoader(
          RecipeSource.resources(ShippedRecipesTest.class.getClassLoader(), "recipes"));

  @Test
  void indexListsEveryRecipe() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/recipes"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.equals("index")))
          .containsExactlyInAnyOrderElementsOf(
              loader.shipped().stream().map(recipe -> recipe.name() + ".conf").toList());
    }
  }

  @Test
  void everyRecipeIsValidDescribedAndReadsBackEqual() {
    assertThat(loader.shipped()).isNotEmpty();
    for (ShippedRecipe shipped : loader.shipped()) {
      Recipe recipe = loader.load(shipped.name(), List.of());

      assertThat(shipped.description()).isNotBlank();
      assertThat(recipe.name()).isEqualTo(shipped.name());
      assertThat(RecipeLoader.parse(RecipeLoader.render(recipe), "recipe.conf")).isEqualTo(recipe);
    }
  }

  @Test
  void cartpoleHasTheTunedHyperparameters() {
    Recipe recipe = loader.load("cartpole", List.of());
    PpoSettings ppo = (PpoSettings) recipe.algorithm();

    assertThat(recipe.sampling().batchSize()).isEqualTo(256);
    assertThat(recipe.iterations()).isEqualTo(391); // ⌈100 000 / 256⌉, 100 096 steps
    assertThat(ppo.minibatchSize()).isEqualTo(256);
    assertThat(ppo.epochs()).isEqualTo(20);
    assertThat(ppo.discount()).isEqualTo(0.98);
    assertThat(ppo.advantage().gaeLambda()).isEqualTo(0.8);
    assertThat(ppo.step().learningRate()).isEqualTo(0.001);
    assertThat(ppo.step().learningRateSchedule()).isEqualTo(Schedule.LINEAR);
    assertThat(ppo.clipRange()).isEqualTo(0.2);
    assertThat(ppo.clipRangeSchedule()).isEqualTo(Schedule.LINEAR);
    assertThat(ppo.valueCoefficient()).isEqualTo(1.0);
    assertThat(ppo.step().optimizer().kind()).isEqualTo(OptimizerKind.ADAM);
    assertThat(ppo.step().optimizer().epsilon()).isEqualTo(1e-5);
  }

  @Test
  void recipesForComparisonMakeTheSameMinibatchesAsTheirOriginals() {
    Recipe baselines = loader.load("cartpole-sb3-defaults", List.of());
    Recipe cleanrl = loader.load("cartpole-cleanrl", List.of());

    assertThat(baselines.sampling().batchSize()).isEqualTo(2048);
    assertThat(((PpoSettings) baselines.algorithm()).minibatchSize()).isEqualTo(64);
    // 4 minibatches of a batch of 4 · 128 steps
    assertThat(cleanrl.sampling().batchSize())
        .isEqualTo(4 * ((PpoSettings) cleanrl.algorithm()).minibatchSize());
    assertThat(((PpoSettings) cleanrl.algorithm()).valueClipRange()).hasValue(0.2);
  }
}
