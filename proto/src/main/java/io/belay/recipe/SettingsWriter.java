package io.belay.recipe;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.OptionalDouble;

/** Writes single settings, a line each, as {@link SettingsReader} reads them. */
final class SettingsWriter {
  private final StringBuilder text = new StringBuilder();

  void put(TextKey key, String value) {
    word(key.path(), ConfigUtil.quoteString(value));
  }

  void put(WholeKey key, long value) {
    word(key.path(), Long.toString(value));
  }

  void put(RealKey key, double value) {
    word(key.path(), Double.toString(value));
  }

  void put(RealKey key, OptionalDouble value) {
    word(
        key.path(), value.isPresent() ? Double.toString(value.getAsDouble()) : SettingsReader.NONE);
  }

  void put(FlagKey key, boolean value) {
    word(key.path(), Boolean.toString(value));
  }

  void put(WholeListKey key, List<Integer> value) {
    word(key.path(), value.toString());
  }

  <E extends Enum<E>> void put(ChoiceKey<E> key, E value) {
    word(key.path(), ChoiceKey.word(value));
  }

  /** A setting without a key of its own, its value in HOCON. */
  void word(String path, String value) {
    text.append(path).append(" = ").append(value).append('\n');
  }

  /** All that has been written. */
  String text() {
    return text.toString();
  }
}
