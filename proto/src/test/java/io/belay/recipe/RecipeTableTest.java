package io.belay.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keys, defaults and the table in this module's README say the same. */
class RecipeTableTest {
  private static final String DEFAULT = "Default: ";

  private static final Config DEFAULTS = Defaults.of(PpoSettings.NAME);

  @Test
  void everyDefaultBelongsToAKeyAndHasAMeaningAndAReason() {
    List<String> keys =
        Stream.concat(keys().stream().map(Key::path), Stream.of(RestartReader.PATH)).toList();

    for (Map.Entry<String, ConfigValue> entry : DEFAULTS.entrySet()) {
      List<String> comments = entry.getValue().origin().comments();
      assertThat(keys).contains(entry.getKey());
      assertThat(comments).as(entry.getKey()).hasSize(2);
      assertThat(comments.get(1).strip()).startsWith(DEFAULT).endsWith(".");
    }
  }

  @Test
  void everyKeyHasADefaultExceptTheNameDescriptionAndEnvironment() {
    assertThat(keys().stream().map(Key::path).filter(path -> !DEFAULTS.hasPath(path)))
        .containsExactly("name", "description", "environment.id");
  }

  @Test
  void tableInTheReadmeListsEveryKey() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    assertThat(readme).contains(table());
  }

  private static List<Key> keys() {
    return Stream.concat(Keys.SHARED.stream(), AlgorithmKeys.PPO.stream()).toList();
  }

  private static String table() {
    List<String> rows = new ArrayList<>();
    rows.add("| key | meaning | value | default |");
    rows.add("|---|---|---|---|");
    rows.add(row("name", "Name of the recipe.", Keys.NAME.values(), "the file's name"));
    rows.add(
        row(
            "description",
            "What it is, in a list of recipes.",
            Keys.DESCRIPTION.values(),
            "empty"));
    rows.add(
        row(
            "environment.id",
            "Name of the environment.",
            Keys.ENVIRONMENT_ID.values(),
            "required"));
    addGroup("policy", rows);
    addGroup("critic", rows);
    addGroup("sampling", rows);
    rows.add(
        row(
            RestartReader.PATH,
            meaning(RestartReader.PATH),
            "environment, or a group as below",
            "environment"));
    rows.add(row("algorithm.name", "Algorithm; it selects the defaults below.", "ppo", "required"));
    addGroup("algorithm", rows);
    addGroup("training", rows);
    addGroup("evaluation", rows);
    return String.join("\n", rows) + "\n";
  }

  private static void addGroup(String group, List<String> rows) {
    keys().stream()
        .filter(key -> key.path().startsWith(group + "."))
        .map(key -> row(key.path(), meaning(key.path()), key.values(), value(key.path())))
        .forEach(rows::add);
  }

  private static String row(String key, String meaning, String values, String byDefault) {
    return "| `%s` | %s | %s | %s |".formatted(key, meaning, values, byDefault);
  }

  private static String meaning(String path) {
    return DEFAULTS.getValue(path).origin().comments().getFirst().strip();
  }

  /** The default as it is written in the file of defaults. */
  private static String value(String path) {
    return HoconValues.shown(DEFAULTS.getValue(path)).replace("\"", "");
  }
}
