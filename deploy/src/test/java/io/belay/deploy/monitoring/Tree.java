package io.belay.deploy.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A part of a YAML or JSON document.
 *
 * @param value map, list, text, number, boolean, or null
 */
public record Tree(@Nullable Object value) {
  private static final int LARGEST = 64 << 20;

  /** The key of what YAML merges into a map; the parser leaves it as it is. */
  private static final String MERGE = "<<";

  /** The first document of a text; JSON is YAML. */
  public static Tree parse(String text) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(LARGEST).build();
    return new Tree(new Load(settings).loadFromString(text));
  }

  public static Tree read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The part at a path of keys; absent where there is none. */
  public Tree at(String... keys) {
    Object here = value;
    for (String key : keys) {
      here = here instanceof Map<?, ?> map ? get(map, key) : null;
    }
    return new Tree(here);
  }

  /** A value of a map or of those merged into it. */
  private static @Nullable Object get(Map<?, ?> map, String key) {
    Object merged = map.get(MERGE);
    if (map.containsKey(key) || merged == null) {
      return map.get(key);
    }
    List<?> others = merged instanceof List<?> list ? list : List.of(merged);
    return others.stream()
        .map(other -> new Tree(other).at(key))
        .filter(Tree::present)
        .findFirst()
        .map(Tree::value)
        .orElse(null);
  }

  public boolean present() {
    return value != null;
  }

  /** A scalar as text; fails where there is none. */
  public String text() {
    if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
      throw new NoSuchElementException("no scalar: " + value);
    }
    return value.toString();
  }

  /** A scalar as text, or nothing. */
  public String textOr(String otherwise) {
    return present() ? text() : otherwise;
  }

  public int number() {
    return Integer.parseInt(text());
  }

  /** The elements of a list; none where there is no list. */
  public List<Tree> list() {
    return value instanceof List<?> list ? list.stream().map(Tree::new).toList() : List.of();
  }

  /** The keys of a map; none where there is no map. */
  public List<String> keys() {
    return value instanceof Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf).toList()
        : List.of();
  }

  /** This part and all parts of it. */
  public Stream<Tree> all() {
    return Stream.concat(
        Stream.of(this),
        Stream.concat(list().stream(), keys().stream().map(key -> at(key))).flatMap(Tree::all));
  }
}
