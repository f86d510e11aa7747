package io.belay.deploy.measure;

import io.belay.deploy.results.RecipeResult;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.SampledSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A recipe with all its seeds: what becomes a row of the table.
 *
 * @param recipe with its own seed
 * @param cells with seed 1, 2, …
 */
public record RecipeCells(Recipe recipe, List<Cell> cells) {

  /**
   * The cells of a recipe.
   *
   * @param name of a shipped recipe, or a HOCON file
   * @param seeds at least 1
   * @param directory below which the runs are kept
   * @throws io.belay.error.BelayException INVALID_REQUEST for an unknown or a wrong recipe
   */
  public static RecipeCells of(RecipeLoader recipes, String name, int seeds, Path directory) {
    Recipe own = recipes.load(name, List.of());
    SampledSettings.of(own);
    return new RecipeCells(
        own,
        IntStream.rangeClosed(1, seeds)
            .mapToObj(seed -> recipes.load(name, List.of("training.seed=" + seed)))
            .map(seeded -> Cell.below(directory, seeded))
            .toList());
  }

  /** The row; empty while a cell is not finished. */
  Optional<RecipeResult> result() {
    if (!cells.stream().allMatch(Cell::finished)) {
      return Optional.empty();
    }
    return Optional.of(
        new RecipeResult(
            recipe.name(),
            recipe.environment().id(),
            recipe.algorithm().name(),
            recipe.training().environmentSteps(),
            recipe.evaluation().episodes(),
            recipe.evaluation().deterministic(),
            cells.stream().map(Cell::result).toList()));
  }
}
