package io.belay.deploy.figures;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Figures on their way from our names to others. */
final class NamedFigures {
  /** What Stable-Baselines3 prints and keeps out of its event files, where it is an axis. */
  private static final Set<String> PRINTED_ALONE =
      Set.of("time/iterations", "time/time_elapsed", "time/total_timesteps", "train/n_updates");

  private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** Names in snake case, of which there are as many as kinds of figures. */
  private static final Map<String, String> SNAKE_CASE = new ConcurrentHashMap<>();

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

  /** Gives all that has no name yet one in a group. */
  void nameOthers(String group) {
    left.forEach((name, value) -> put(group + "/" + snakeCase(name), value));
    left.clear();
  }

  /** What has been given a name and is no axis of a chart, sorted by it. */
  TreeMap<String, Double> charted() {
    TreeMap<String, Double> charted = new TreeMap<>();
    named.forEach((name, value) -> {
      if (!PRINTED_ALONE.contains(name)) {
        charted.put(name, value.doubleValue());
      }
    });
    return charted;
  }

  /** {@code klPredicted} as {@code kl_predicted}. */
  static String snakeCase(String name) {
    return SNAKE_CASE.computeIfAbsent(
        name, camel -> INNER_CAPITAL.matcher(camel).replaceAll("_").toLowerCase(Locale.ROOT));
  }
}
