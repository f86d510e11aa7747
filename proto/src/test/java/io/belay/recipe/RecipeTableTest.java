package io.belay.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys, defaults and the tables in this module's README say the same. */
class RecipeTableTest {
  private static final String DEFAULT = "Default: ";

  /** The order of the table's columns: the simplest algorithm first. */
  static List<String> algorithms() {
    return AlgorithmKeys.NAMES;
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everyDefaultBelongsToAKeyAndHasAMeaningAndAReason(String algorithm) {
    List<String> keys =
        Stream.concat(keys(algorithm).map(Key::path), Stream.of(RestartReader.PATH)).toList();

    for (Map.Entry<String, ConfigValue> entry : Defaults.of(algorithm).entrySet()) {
      List<String> comments = entry.getValue().origin().comments();
      assertThat(keys).contains(entry.getKey());
      assertThat(comments).as(entry.getKey()).hasSize(2);
      assertThat(comments.get(1).strip()).startsWith(DEFAULT).endsWith(".");
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everyKeyHasADefaultExceptTheNameDescriptionAndEnvironment(String algorithm) {
    Config defaults = Defaults.of(algorithm);

    assertThat(keys(algorithm).map(Key::path).filter(path -> !defaults.hasPath(path)))
        .containsExactly("name", "description", "environment.id");
  }

  @Test
  void keyMeansTheSameToEveryAlgorithmThatHasIt() {
    for (Key key : algorithmKeys(algorithms())) {
      assertThat(
              algorithms().stream()
                  .filter(algorithm -> AlgorithmKeys.of(algorithm).contains(key))
                  .map(algorithm -> meaning(Defaults.of(algorithm), key.path()))
                  .distinct())
          .as(key.path())
          .hasSize(1);
    }
  }

  @Test
  void tablesInTheReadmeListEveryKey() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    assertThat(readme)
        .contains(table())
        .contains(algorithmTable(AlgorithmKeys.SAMPLED))
        .contains(algorithmTable(ExactKeys.NAMES));
  }

  private static Stream<Key> keys(String algorithm) {
    return Stream.concat(Keys.SHARED.stream(), AlgorithmKeys.of(algorithm).stream());
  }

  /**
   * Keys of algorithms, those of an algorithm with more of them first, what is below {@code
   * algorithm.critic} last.
   */
  private static List<Key> algorithmKeys(List<String> algorithms) {
    SequencedSet<Key> all = new LinkedHashSet<>();
    algorithms.reversed().forEach(algorithm -> all.addAll(AlgorithmKeys.of(algorithm)));
    return all.stream()
        .collect(Collectors.partitioningBy(key -> key.path().startsWith("algorithm.critic.")))
        .values()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static String table() {
    List<String> rows = new ArrayList<>();
    rows.add(row("key", "meaning", "value", "default"));
    rows.add("|---|---|---|---|");
    rows.add(row("`name`", "Name of the recipe.", Keys.NAME.values(), "the file's name"));
    rows.add(
        row(
            "`description`",
            "What it is, in a list of recipes.",
            Keys.DESCRIPTION.values(),
            "empty"));
    rows.add(
        row(
            "`environment.id`",
            "Name of the environment.",
            Keys.ENVIRONMENT_ID.values(),
            "required"));
    addGroup("policy", rows);
    addGroup("critic", rows);
    addGroup("sampling", rows);
    rows.add(
        row(
            "`" + RestartReader.PATH + "`",
            meaning(Defaults.shared(), RestartReader.PATH),
            "environment, uniform, or a group as below",
            "environment"));
    addGroup("training", rows);
    addGroup("evaluation", rows);
    rows.add(
        row(
            "`algorithm.name`",
            "Algorithm; it selects the keys and defaults of the next tables.",
            "one of " + String.join(", ", algorithms()),
            "required"));
    return String.join("\n", rows) + "\n";
  }

  private static void addGroup(String group, List<String> rows) {
    Config defaults = Defaults.shared();
    Keys.SHARED.stream()
        .filter(key -> key.path().startsWith(group + "."))
        .map(key ->
            row(
                "`" + key.path() + "`",
                meaning(defaults, key.path()),
                key.values(),
                value(defaults, key.path())))
        .forEach(rows::add);
  }

  private static String algorithmTable(List<String> algorithms) {
    List<String> rows = new ArrayList<>();
    rows.add(row("`algorithm.`…", "meaning", "value", String.join(" | ", algorithms)));
    rows.add("|---|---|---|" + "---|".repeat(algorithms.size()));
    for (Key key : algorithmKeys(algorithms)) {
      rows.add(
          row(
              "`" + key.path().substring("algorithm.".length()) + "`",
              algorithms.stream()
                  .map(Defaults::of)
                  .filter(defaults -> defaults.hasPath(key.path()))
                  .map(defaults -> meaning(defaults, key.path()))
                  .findFirst()
                  .orElseThrow(),
              key.values(),
              algorithms.stream()
                  .map(Defaults::of)
                  .map(defaults -> defaults.hasPath(key.path()) ? value(defaults, key.path()) : "–")
                  .collect(Collectors.joining(" | "))));
    }
    return String.join("\n", rows) + "\n";
  }

  private static String row(String key, String meaning, String values, String byDefault) {
    return "| %s | %s | %s | %s |".formatted(key, meaning, values, byDefault);
  }

  private static String meaning(Config defaults, String path) {
    return defaults.getValue(path).origin().comments().getFirst().strip();
  }

  /** The default as it is written in the file of defaults. */
  private static String value(Config defaults, String path) {
    return HoconValues.shown(defaults.getValue(path)).replace("\"", "");
  }
}
