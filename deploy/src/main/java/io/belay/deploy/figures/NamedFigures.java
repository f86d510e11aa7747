package io.belay.deploy.figures;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Figures on their way from our names to others. */
final class NamedFigures {
  private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final Map<String, Double> given;
  private final TreeMap<String, Number> named = new TreeMap<>();
  private final Map<String, Double> left;

  NamedFigures(Map<String, Double> given) {
    this.given = given;
    this.left = new TreeMap<>(given);
  }

  /** Gives a figure another name, and with it another unit or sign. */
  void rename(String from, String to, double factor) {
    left.remove(from);
    Double value = given.get(from);
    if (value != null) {
      // Adding 0 turns −0, the negative of a figure that is 0, into 0.
      put(to, factor * value + 0.0);
    }
  }

  void put(String name, double value) {
    if (Double.isFinite(value)) {
      named.put(name, value);
    }
  }

  void put(String name, long value) {
    named.put(name, value);
  }

  /** A figure under our own name; NaN where there is none. */
  double get(String name) {
    return given.getOrDefault(name, Double.NaN);
  }

  /** What has been given a name, sorted by it. */
  TreeMap<String, Number> named() {
    return named;
  }

  /** What has not, under names of a group of their own, sorted. */
  TreeMap<String, Double> others(String group) {
    TreeMap<String, Double> others = new TreeMap<>();
    left.forEach((name, value) -> {
      if (Double.isFinite(value)) {
        others.put(group + "/" + snakeCase(name), value);
      }
    });
    return others;
  }

  /** {@code klPredicted} as {@code kl_predicted}. */
  static String snakeCase(String name) {
    return INNER_CAPITAL.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
