package io.belay.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A setting that is one of a few words: the names of an enumeration's constants in kebab-case.
 *
 * @param options the enumeration
 */
record ChoiceKey<E extends Enum<E>>(String path, String noun, Class<E> options) implements Key {

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  List<String> words() {
    return Arrays.stream(options.getEnumConstants()).map(ChoiceKey::word).toList();
  }

  Optional<E> parse(String text) {
    return Arrays.stream(options.getEnumConstants())
        .filter(constant -> word(constant).equals(text))
        .findFirst();
  }

  @Override
  public String values() {
    return words().stream().collect(Collectors.joining(", ", "one of ", ""));
  }

  @Override
  public String remedy() {
    return "use for example " + words().getFirst();
  }
}
