package io.belay.deploy.kubernetes.shape;

import io.belay.deploy.kubernetes.shape.Shape.Amount;
import io.belay.deploy.kubernetes.shape.Shape.Anything;
import io.belay.deploy.kubernetes.shape.Shape.Entries;
import io.belay.deploy.kubernetes.shape.Shape.Flag;
import io.belay.deploy.kubernetes.shape.Shape.Items;
import io.belay.deploy.kubernetes.shape.Shape.Model;
import io.belay.deploy.kubernetes.shape.Shape.NumberOrShare;
import io.belay.deploy.kubernetes.shape.Shape.Port;
import io.belay.deploy.kubernetes.shape.Shape.Real;
import io.belay.deploy.kubernetes.shape.Shape.Structure;
import io.belay.deploy.kubernetes.shape.Shape.Text;
import io.belay.deploy.kubernetes.shape.Shape.Whole;
import io.belay.deploy.kubernetes.shape.Shape.Word;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.custom.QuantityFormatException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds a value to its shape, and says of all that is wrong where it is. */
final class ShapeCheck {
  private static final Pattern SHARE = Pattern.compile("(100|[1-9]?[0-9])%");

  private final List<String> findings = new ArrayList<>();

  private ShapeCheck() {}

  /**
   * What is wrong with a value, a sentence each.
   *
   * @param path of the value, for messages
   * @param value maps, lists and scalars, as YAML has them
   */
  static List<String> findings(String path, @Nullable Object value, Shape shape) {
    ShapeCheck check = new ShapeCheck();
    check.look(path, value, shape);
    return check.findings;
  }

  private void look(String path, @Nullable Object value, Shape shape) {
    if (value == null) {
      say(path, "has no value");
      return;
    }
    switch (shape) {
      case Text text -> text(path, value, text);
      case Word word -> word(path, value, word);
      case Whole whole -> whole(path, value, whole);
      case Real _ -> expect(value instanceof Number, path, "a number", value);
      case Flag _ -> expect(value instanceof Boolean, path, "true or false", value);
      case Amount _ -> amount(path, value);
      case Port _ -> port(path, value);
      case NumberOrShare _ -> numberOrShare(path, value);
      case Anything _ -> {}
      case Items items -> items(path, value, items);
      case Entries entries -> entries(path, value, entries);
      case Model model -> structure(path, value, ModelShapes.of(model.type()));
      case Structure structure -> structure(path, value, structure);
    }
  }

  private void text(String path, Object value, Text shape) {
    if (value instanceof String text) {
      shape.syntax().problem(text).ifPresent(problem -> say(path, problem));
    } else {
      expect(false, path, "a text, in quotes", value);
    }
  }

  private void word(String path, Object value, Word shape) {
    expect(
        value instanceof String text && shape.words().contains(text),
        path,
        "one of " + new TreeSet<>(shape.words()),
        value);
  }

  private void whole(String path, Object value, Whole shape) {
    boolean integer = value instanceof Integer || value instanceof Long;
    expect(
        integer
            && ((Number) value).longValue() >= shape.least()
            && ((Number) value).longValue() <= shape.most(),
        path,
        shape.equals(Whole.ANY)
            ? "an integer"
            : "an integer in [%d, %d]".formatted(shape.least(), shape.most()),
        value);
  }

  private void amount(String path, Object value) {
    if (!(value instanceof String) && !(value instanceof Number)) {
      expect(false, path, "a quantity", value);
      return;
    }
    try {
      BigDecimal number = Quantity.fromString(value.toString()).getNumber();
      expect(number.signum() >= 0, path, "a quantity that is not negative", value);
    } catch (QuantityFormatException | NumberFormatException e) {
      expect(false, path, "a quantity", value);
    }
  }

  private void port(String path, Object value) {
    if (value instanceof String name) {
      Syntax.PORT_NAME.problem(name).ifPresent(problem -> say(path, problem));
    } else {
      whole(path, value, Whole.PORT);
    }
  }

  private void numberOrShare(String path, Object value) {
    boolean sound =
        value instanceof Integer number
            ? number >= 0
            : value instanceof String text && SHARE.matcher(text).matches();
    expect(sound, path, "a number or a share such as 25%", value);
  }

  private void items(String path, Object value, Items shape) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        look("%s[%d]".formatted(path, i), list.get(i), shape.each());
      }
    } else {
      expect(false, path, "a list", value);
    }
  }

  private void entries(String path, Object value, Entries shape) {
    if (!(value instanceof Map<?, ?> map)) {
      expect(false, path, "a map", value);
      return;
    }
    map.forEach((key, each) -> {
      String at = "%s[%s]".formatted(path, key);
      if (key instanceof String name) {
        shape.keys().problem(name).ifPresent(problem -> say(at, "the key " + problem));
      } else {
        say(at, "a key is a text, in quotes");
      }
      look(at, each, shape.values());
    });
  }

  private void structure(String path, Object value, Structure shape) {
    if (!(value instanceof Map<?, ?> map)) {
      expect(false, path, "a map of the fields of " + shape.name(), value);
      return;
    }
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, each) -> sorted.put(String.valueOf(key), each == null ? "" : each));
    for (String name : sorted.keySet()) {
      Shape field = shape.fields().get(name);
      if (field == null) {
        say(path + "." + name, "%s has no such field".formatted(shape.name()));
      } else {
        look(path + "." + name, map.get(name), field);
      }
    }
    new TreeSet<>(shape.required())
        .stream()
            .filter(name -> !sorted.containsKey(name))
            .forEach(name -> say(path + "." + name, "%s requires it".formatted(shape.name())));
  }

  private void expect(boolean met, String path, String what, Object found) {
    if (!met) {
      say(path, "is not %s: %s".formatted(what, found));
    }
  }

  private void say(String path, String problem) {
    findings.add("%s: %s".formatted(path, problem));
  }
}
