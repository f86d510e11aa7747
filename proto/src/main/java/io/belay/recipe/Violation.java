package io.belay.recipe;

import io.belay.error.BelayException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A broken rule of a recipe.
 *
 * @param rule what must hold
 * @param settings the keys that break it together, with their values
 * @param remedy what to write instead
 */
record Violation(String rule, List<Setting> settings, String remedy) {

  /** A key and the value it has, as text. */
  record Setting(String key, String value) {}

  Violation {
    settings = List.copyOf(settings);
  }

  static Violation of(String rule, String key, Object value, String remedy) {
    return new Violation(rule, List.of(new Setting(key, value.toString())), remedy);
  }

  /** The same violation, its keys below {@code path}. */
  Violation under(String path) {
    return new Violation(
        rule,
        settings.stream()
            .map(setting -> new Setting(path + "." + setting.key, setting.value))
            .toList(),
        remedy);
  }

  /**
   * One line: rule, {@code key=value}, origin, remedy.
   *
   * @param origin gives, for a key, what to add after its value, possibly nothing
   */
  String line(UnaryOperator<String> origin) {
    String values =
        settings.stream()
            .map(setting -> setting.key + "=" + setting.value + origin.apply(setting.key))
            .collect(Collectors.joining(", "));
    return rule + ": " + values + "; " + remedy;
  }

  /** Throws one exception with a line for each violation, nothing where there is none. */
  static void refuse(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw BelayException.invalid(
          violations.stream()
              .map(violation -> violation.line(key -> ""))
              .collect(Collectors.joining("\n")));
    }
  }

  /** Collects the violations of one record. */
  static final class Collector {
    private final List<Violation> violations = new ArrayList<>();

    Collector check(WholeKey key, long value) {
      if (!key.allows(value)) {
        violations.add(key.violation(Long.toString(value)));
      }
      return this;
    }

    Collector check(RealKey key, double value) {
      if (!key.allows(value)) {
        violations.add(key.violation(Double.toString(value)));
      }
      return this;
    }

    Collector checkIfPresent(RealKey key, OptionalDouble value) {
      return value.isPresent() ? check(key, value.getAsDouble()) : this;
    }

    Collector check(RealListKey key, List<Double> value) {
      if (!key.allows(value)) {
        violations.add(key.violation(value.toString()));
      }
      return this;
    }

    Collector require(boolean holds, String rule, String key, Object value, String remedy) {
      return require(holds, of(rule, key, value, remedy));
    }

    Collector require(boolean holds, Violation otherwise) {
      if (!holds) {
        violations.add(otherwise);
      }
      return this;
    }

    Collector addAll(List<Violation> more) {
      violations.addAll(more);
      return this;
    }

    List<Violation> all() {
      return List.copyOf(violations);
    }
  }
}
