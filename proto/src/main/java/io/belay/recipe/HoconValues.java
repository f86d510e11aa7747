package io.belay.recipe;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns HOCON values into types, strictly: a number in quotes is text. A whole number may be
 * written {@code 1e5} or {@code 8.0}. Each method gives empty for a value of another type.
 */
final class HoconValues {
  /** Above this a double no longer tells neighbouring whole numbers apart. */
  private static final double EXACT = 0x1p53;

  private static final int SHOWN = 80;

  static Optional<Long> whole(ConfigValue value) {
    return number(value)
        .flatMap(number -> {
          if (!(number instanceof Double real)) {
            return Optional.of(number.longValue());
          }
          return real == Math.rint(real) && Math.abs(real) <= EXACT
              ? Optional.of(real.longValue())
              : Optional.empty();
        });
  }

  static Optional<Double> real(ConfigValue value) {
    // From the text, since the parsed number has lost the sign of −0.0.
    return number(value).map(number -> Double.parseDouble(written(value)));
  }

  static Optional<String> text(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING
        ? Optional.of((String) value.unwrapped())
        : Optional.empty();
  }

  static Optional<Boolean> flag(ConfigValue value) {
    return value.valueType() == ConfigValueType.BOOLEAN
        ? Optional.of((Boolean) value.unwrapped())
        : Optional.empty();
  }

  static <T> Optional<List<T>> list(ConfigValue value, Function<ConfigValue, Optional<T>> element) {
    if (!(value instanceof ConfigList list)) {
      return Optional.empty();
    }
    List<T> elements = new ArrayList<>(list.size());
    for (ConfigValue each : list) {
      Optional<T> parsed = element.apply(each);
      if (parsed.isEmpty()) {
        return Optional.empty();
      }
      elements.add(parsed.get());
    }
    return Optional.of(elements);
  }

  /** The value as it is shown in messages, shortened where it is long. */
  static String shown(ConfigValue value) {
    String text =
        value.valueType() == ConfigValueType.NUMBER
            ? written(value)
            : value.render(ConfigRenderOptions.concise());
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** A number as it was written. */
  private static String written(ConfigValue number) {
    return number.atKey("number").getString("number");
  }

  private static Optional<Number> number(ConfigValue value) {
    return value.valueType() == ConfigValueType.NUMBER
        ? Optional.of((Number) value.unwrapped())
        : Optional.empty();
  }

  private HoconValues() {}
}
