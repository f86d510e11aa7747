package io.belay.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads single settings. A value of the wrong type or out of range becomes a problem, and its
 * default is read in its place so that the other settings are still checked.
 */
final class SettingsReader {
  static final String NONE = "none";

  private final Config config;
  private final Config defaults;
  private final Problems problems;

  SettingsReader(Config config, Config defaults, Problems problems) {
    this.config = config;
    this.defaults = defaults;
    this.problems = problems;
  }

  long whole(WholeKey key) {
    return read(key, value -> HoconValues.whole(value).filter(key::allows));
  }

  int count(WholeKey key) {
    return Math.toIntExact(whole(key));
  }

  double real(RealKey key) {
    return read(key, value -> HoconValues.real(value).filter(key::allows));
  }

  /** Empty for {@code none}. */
  OptionalDouble realOrNone(RealKey key) {
    return read(
        key,
        value ->
            HoconValues.text(value)
                .filter(NONE::equals)
                .map(none -> OptionalDouble.empty())
                .or(() -> HoconValues.real(value).filter(key::allows).map(OptionalDouble::of)));
  }

  boolean flag(FlagKey key) {
    return read(key, HoconValues::flag);
  }

  List<Integer> wholes(WholeListKey key) {
    return read(
        key,
        value ->
            HoconValues.list(value, HoconValues::whole)
                .filter(elements ->
                    elements.stream().allMatch(element -> element == element.intValue()))
                .map(elements -> elements.stream().map(Long::intValue).toList())
                .filter(key::allows));
  }

  <E extends Enum<E>> E choice(ChoiceKey<E> key) {
    Optional<ConfigValue> value = find(config, key.path());
    Optional<E> chosen = value.flatMap(HoconValues::text).flatMap(key::parse);
    if (chosen.isPresent()) {
      return chosen.get();
    }
    value.ifPresent(wrong -> problems.add(unknownWord(key, wrong)));
    return find(defaults, key.path()).flatMap(HoconValues::text).flatMap(key::parse).orElseThrow();
  }

  /** A text that has no default; the empty string where it is missing or wrong. */
  String required(TextKey key) {
    Optional<ConfigValue> value = find(config, key.path());
    Optional<String> text = value.flatMap(HoconValues::text).filter(key::allows);
    if (text.isEmpty()) {
      problems.add(key.violation(value.map(HoconValues::shown).orElse("missing")));
    }
    return text.orElse("");
  }

  /** A text that may be missing; {@code otherwise} where it is. */
  String optional(TextKey key, String otherwise) {
    return find(config, key.path()).isPresent() ? required(key) : otherwise;
  }

  static Violation unknownWord(ChoiceKey<?> key, ConfigValue wrong) {
    Violation violation = key.violation(HoconValues.shown(wrong));
    return HoconValues.text(wrong)
        .flatMap(word -> Suggestion.closest(word, key.words()))
        .map(meant ->
            new Violation(violation.rule(), violation.settings(), "did you mean " + meant + "?"))
        .orElse(violation);
  }

  /** The value at a path of words joined by dots, empty where there is none; null is a value. */
  static Optional<ConfigValue> find(Config config, String path) {
    @Nullable ConfigValue value = config.root();
    for (String word : path.split("\\.", -1)) {
      value = value instanceof ConfigObject group ? group.get(word) : null;
    }
    return Optional.ofNullable(value);
  }

  private <T> T read(Key key, Function<ConfigValue, Optional<T>> parse) {
    Optional<ConfigValue> value = find(config, key.path());
    Optional<T> parsed = value.flatMap(parse);
    if (parsed.isEmpty() && value.isPresent()) {
      problems.add(key.violation(HoconValues.shown(value.get())));
    }
    return parsed.orElseGet(() -> find(defaults, key.path()).flatMap(parse).orElseThrow());
  }
}
