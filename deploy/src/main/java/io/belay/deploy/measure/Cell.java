package io.belay.deploy.measure;

import io.belay.deploy.results.SeedResult;
import io.belay.error.BelayException;
import io.belay.learner.run.RunFiles;
import io.belay.learner.run.Summary;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A recipe with one seed: a run that is trained once and kept.
 *
 * @param recipe with the seed
 * @param files of the run, which may not be there yet
 */
record Cell(Recipe recipe, RunFiles files) {

  /** The cell's place below a directory: {@code RECIPE-seedS}. */
  static Cell below(Path directory, Recipe recipe) {
    String name = "%s-seed%d".formatted(recipe.name(), recipe.training().seed());
    return new Cell(recipe, new RunFiles(directory.resolve(name)));
  }

  /** What a person calls it. */
  String label() {
    return "%s seed %d".formatted(recipe.name(), recipe.training().seed());
  }

  /** What an error calls it. */
  String address() {
    return "recipe=%s, seed=%d".formatted(recipe.name(), recipe.training().seed());
  }

  /** Whether a run has begun here. */
  boolean begun() {
    return Files.exists(files.recipe());
  }

  /** Whether the run is trained and evaluated. */
  boolean finished() {
    return Summary.saysEvaluated(files);
  }

  /** Why the run that is here cannot be this cell's; empty where it can, or where there is none. */
  Optional<String> problem() {
    return begun() && !isOfThisRecipe()
        ? Optional.of(
            ("a kept run is of the recipe as it is now; remove it or name another --out: %s,"
                    + " runDirectory=%s")
                .formatted(address(), files.root()))
        : Optional.empty();
  }

  /** What the finished run reached. */
  SeedResult result() {
    return SeedResult.of(files);
  }

  private boolean isOfThisRecipe() {
    try {
      return RecipeLoader.parse(files.readRecipe(), files.recipe().toString()).equals(recipe);
    } catch (BelayException recipeOfAnotherVersion) {
      return false;
    }
  }
}
