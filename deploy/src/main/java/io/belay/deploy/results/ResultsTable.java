package io.belay.deploy.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What recipes reached.
 *
 * @param rows one for each recipe, in the order in which they are shown
 */
public record ResultsTable(List<RecipeResult> rows) {

  public ResultsTable {
    rows = List.copyOf(rows);
  }

  /** The row of a recipe; empty where it has not been measured. */
  public Optional<RecipeResult> find(String recipe) {
    return rows.stream().filter(row -> row.recipe().equals(recipe)).findFirst();
  }

  /**
   * This table with newer rows in place of its own.
   *
   * @param newer rows that are added or replace those of the same recipe
   * @param recipes the recipes that there are, in the order in which rows are shown; rows of others
   *     are dropped
   */
  public ResultsTable with(ResultsTable newer, List<String> recipes) {
    List<RecipeResult> merged = new ArrayList<>();
    for (String recipe : recipes) {
      newer.find(recipe).or(() -> find(recipe)).ifPresent(merged::add);
    }
    return new ResultsTable(merged);
  }
}
