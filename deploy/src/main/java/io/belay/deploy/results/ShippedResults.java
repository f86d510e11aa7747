package io.belay.deploy.results;

import com.typesafe.config.ConfigFactory;
import io.belay.error.BelayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The results that are shipped with the recipes, as the resource directory {@code results} has
 * them.
 *
 * @param measured what the recipes reached, {@code measured.json}
 * @param yardsticks what that is held against, {@code yardsticks.conf}
 * @param notes by recipe, what is known of why a row is as it is, {@code notes.conf}
 */
public record ShippedResults(
    ResultsTable measured, Yardsticks yardsticks, Map<String, String> notes) {
  static final String MEASURED = "measured.json";
  private static final String YARDSTICKS = "yardsticks.conf";
  private static final String NOTES = "notes.conf";

  /** Of this program. */
  public static ShippedResults load() {
    return read(ShippedResults::resource);
  }

  /** Of a directory, whose files a function gives by name. */
  static ShippedResults read(UnaryOperator<String> texts) {
    Map<String, String> notes = new TreeMap<>();
    ConfigFactory.parseString(texts.apply(NOTES))
        .root()
        .forEach((recipe, note) -> notes.put(recipe, String.valueOf(note.unwrapped())));
    return new ShippedResults(
        ResultsJson.read(texts.apply(MEASURED)), Yardsticks.parse(texts.apply(YARDSTICKS)), notes);
  }

  /** The same with another table. */
  public ShippedResults with(ResultsTable table) {
    return new ShippedResults(table, yardsticks, notes);
  }

  private static String resource(String name) {
    String path = "results/" + name;
    try (InputStream stream = ShippedResults.class.getClassLoader().getResourceAsStream(path)) {
      if (stream == null) {
        throw BelayException.fatal(
            "a resource of the program is on its class path: resource="
                + path
                + "; build it again");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw BelayException.fatal(
          "a resource of the program can be read: resource=" + path + "; build it again", e);
    }
  }
}
