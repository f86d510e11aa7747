package io.belay.deploy.compare;

import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** In what recipes differ, setting by setting. */
final class RecipeDifferences {
  private static final String SEED = "training.seed";
  private static final String NAME = "name";
  private static final int MOST_SETTINGS = 3;

  private RecipeDifferences() {}

  /** A recipe's text without its seed: equal for runs that differ in nothing else. */
  static String withoutSeed(Recipe recipe) {
    return settings(recipe).entrySet().stream()
        .map(setting -> setting.getKey() + " = " + setting.getValue())
        .collect(Collectors.joining("\n"));
  }

  /**
   * What tells recipes apart: their names and, where several have the same, up to three settings in
   * which these differ.
   */
  static List<String> labels(List<Recipe> recipes) {
    return recipes.stream().map(recipe -> label(recipe, recipes)).toList();
  }

  private static String label(Recipe recipe, List<Recipe> recipes) {
    List<Map<String, String>> namesakes =
        recipes.stream()
            .filter(other -> other.name().equals(recipe.name()))
            .map(other -> (Map<String, String>) settings(other))
            .toList();
    List<String> differing =
        settings(recipe).entrySet().stream()
            .filter(setting ->
                namesakes.stream()
                    .anyMatch(other -> !setting.getValue().equals(other.get(setting.getKey()))))
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .toList();
    if (differing.isEmpty()) {
      return recipe.name();
    }
    String shown = differing.stream().limit(MOST_SETTINGS).collect(Collectors.joining(", "));
    return recipe.name() + " " + shown + (differing.size() > MOST_SETTINGS ? ", …" : "");
  }

  /** All settings but the seed, as {@code recipe.conf} has them. */
  private static SequencedMap<String, String> settings(Recipe recipe) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    RecipeLoader.render(recipe)
        .lines()
        .map(line -> line.split(" = ", 2))
        .filter(setting -> setting.length == 2 && !setting[0].equals(SEED))
        .forEach(setting -> settings.put(setting[0], setting[1]));
    settings.putIfAbsent(NAME, recipe.name());
    return settings;
  }
}
