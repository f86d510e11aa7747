package io.belay.recipe;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds what is written in a recipe and means nothing. */
final class UnknownKeys {
  private final Set<String> keys;
  private final Set<String> groups;
  private final Map<String, String> elsewhere;
  private final Set<String> groupsElsewhere;
  private final Problems problems;

  /**
   * @param keys paths that may have a value
   * @param elsewhere paths that may have one in other recipes, each with the rule that it breaks
   *     here
   */
  UnknownKeys(Collection<String> keys, Map<String, String> elsewhere, Problems problems) {
    this.keys = new LinkedHashSet<>(keys);
    this.elsewhere = elsewhere;
    this.problems = problems;
    groups = groups(keys);
    groupsElsewhere = groups(elsewhere.keySet());
  }

  private static Set<String> groups(Collection<String> keys) {
    Set<String> groups = new TreeSet<>();
    for (String key : keys) {
      for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
        groups.add(key.substring(0, dot));
      }
    }
    return groups;
  }

  /**
   * Adds a problem for each unknown key in the recipe, in alphabetical order, and for each value
   * where a group belongs.
   */
  void find(ConfigObject recipe) {
    find(recipe, "");
  }

  private void find(ConfigObject group, String prefix) {
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(group).entrySet()) {
      String path = prefix + name(entry.getKey());
      ConfigValue value = entry.getValue();
      if (groups.contains(path)) {
        if (value instanceof ConfigObject inner) {
          find(inner, path + ".");
        } else {
          problems.add(notAGroup(path, value));
        }
      } else if (groupsElsewhere.contains(path)
          && value instanceof ConfigObject inner
          && !inner.isEmpty()) {
        find(inner, path + ".");
      } else if (!keys.contains(path)) {
        problems.add(unknown(path, value));
      }
    }
  }

  private Violation notAGroup(String path, ConfigValue value) {
    String first =
        keys.stream().filter(key -> key.startsWith(path + ".")).findFirst().orElseThrow();
    return Violation.of(
        path + " is a group of settings",
        path,
        HoconValues.shown(value),
        "write for example " + first + " = …");
  }

  private Violation unknown(String path, ConfigValue value) {
    String rule = elsewhere.getOrDefault(path, "a recipe has no such key");
    return Violation.of(rule, path, HoconValues.shown(value), remedy(path));
  }

  /**
   * A neighbour spelt nearly the same, else a key elsewhere whose last word is spelt nearly the
   * same.
   */
  private String remedy(String path) {
    String parent = path.substring(0, path.lastIndexOf('.') + 1);
    Set<String> known = new LinkedHashSet<>(groups);
    known.addAll(keys);
    Map<String, String> neighbours = new TreeMap<>();
    Map<String, String> byLastWord = new TreeMap<>();
    for (String each : known) {
      if (each.startsWith(parent) && each.indexOf('.', parent.length()) < 0) {
        neighbours.put(lastWord(each), each);
      }
      byLastWord.putIfAbsent(lastWord(each), each);
    }
    return Suggestion.closest(lastWord(path), neighbours.keySet())
        .map(neighbours::get)
        .or(() -> Suggestion.closest(lastWord(path), byLastWord.keySet()).map(byLastWord::get))
        .map(meant -> "did you mean " + meant + "?")
        .orElse("remove it");
  }

  private static String lastWord(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The word as it stands in a path: in quotes where it has a dot or another special character. */
  private static String name(String word) {
    return ConfigUtil.joinPath(word);
  }
}
