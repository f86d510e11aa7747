package io.belay.recipe;

import com.typesafe.config.Config;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads recipes: shipped ones by name, a user's own by file, and the text that {@link #render}
 * makes of one.
 *
 * <p>What is wrong with a recipe is reported all at once: an exception of category INVALID_REQUEST,
 * whose message has one line for each problem with the rule, {@code key=value}, the place where it
 * was written, and the remedy. Keys that a recipe leaves out have the defaults of its algorithm.
 * Includes, environment variables and system properties are refused, so that a recipe means the
 * same everywhere.
 */
public final class RecipeLoader {
  private static final String ENDING = ".conf";

  private final RecipeSource shipped;

  /**
   * @param shipped the recipes that have a name
   */
  public RecipeLoader(RecipeSource shipped) {
    this.shipped = shipped;
  }

  /** Every shipped recipe, in the order of its source. */
  public List<ShippedRecipe> shipped() {
    return shipped.names().stream().map(this::describe).toList();
  }

  /**
   * The recipe with a name or in a file, with single settings replaced.
   *
   * @param nameOrFile name or other name of a shipped recipe, else path of a HOCON file
   * @param settings each {@code key=value} with a HOCON value, such as {@code policy.hidden=[32,
   *     32]}; a later one wins
   * @throws BelayException INVALID_REQUEST for an unknown recipe and for a recipe or setting with
   *     problems
   */
  public Recipe load(String nameOrFile, List<String> settings) {
    String name = shipped.otherNames().getOrDefault(nameOrFile, nameOrFile);
    List<String> problems = new ArrayList<>();
    Config config = Defaults.none();
    try {
      config = find(name);
    } catch (BelayException e) {
      problems.add(e.getMessage());
    }
    for (String setting : settings) {
      try {
        config = Overrides.lay(setting, config);
      } catch (BelayException e) {
        problems.add(e.getMessage());
      }
    }
    Problems.refuse(problems);
    return RecipeReader.read(config, baseName(name));
  }

  /**
   * The recipe that a text describes.
   *
   * @param text HOCON, such as {@link #render} makes
   * @param origin what the text is called in messages, such as its file; its last part without
   *     {@code .conf} is the recipe's name where the text gives none
   * @throws BelayException INVALID_REQUEST for a recipe with problems
   */
  public static Recipe parse(String text, String origin) {
    return RecipeReader.read(Hocon.parse(text, origin), baseName(origin));
  }

  /**
   * HOCON with every setting spelt out, which {@link #parse} reads to an equal recipe. Equal
   * recipes give equal texts.
   */
  public static String render(Recipe recipe) {
    return RecipeWriter.write(recipe);
  }

  private ShippedRecipe describe(String name) {
    Config config = Hocon.parse(shipped.find(name).orElseThrow(), name + ENDING);
    String description =
        SettingsReader.find(config, Keys.DESCRIPTION.path()).flatMap(HoconValues::text).orElse("");
    List<String> otherNames =
        shipped.otherNames().entrySet().stream()
            .filter(other -> other.getValue().equals(name))
            .map(Map.Entry::getKey)
            .toList();
    return new ShippedRecipe(name, otherNames, description);
  }

  private Config find(String nameOrFile) {
    Optional<String> text = shipped.find(nameOrFile);
    if (text.isPresent()) {
      return Hocon.parse(text.get(), nameOrFile + ENDING);
    }
    return Hocon.parse(readFile(nameOrFile), nameOrFile);
  }

  private String readFile(String name) {
    Path file;
    try {
      file = Path.of(name);
    } catch (InvalidPathException e) {
      throw unknown(name);
    }
    if (!Files.isRegularFile(file)) {
      throw unknown(name);
    }
    try {
      if (Files.size(file) > Hocon.MAX_CHARACTERS) {
        throw BelayException.invalid(
            "a recipe has at most %d bytes: bytes=%d (%s); give the file of a recipe"
                .formatted(Hocon.MAX_CHARACTERS, Files.size(file), name));
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw BelayException.invalid(
          "a recipe is UTF-8 text: recipe=" + name + "; give the file of a recipe");
    } catch (IOException e) {
      throw new BelayException(
          ErrorCategory.INVALID_REQUEST,
          "a recipe's file can be read: recipe=" + name + "; " + e.getMessage(),
          e);
    }
  }

  private BelayException unknown(String name) {
    List<String> known = new ArrayList<>(shipped.names());
    known.addAll(shipped.otherNames().keySet());
    String meant =
        Suggestion.closest(name, known).map(word -> "did you mean " + word + "? ").orElse("");
    String there =
        shipped.names().isEmpty()
            ? "give a HOCON file"
            : "give a file or one of " + String.join(", ", shipped.names());
    return BelayException.invalid(
        "a recipe is a shipped one or a file: recipe=" + name + "; " + meant + there);
  }

  private static String baseName(String nameOrFile) {
    String name = nameOrFile.substring(nameOrFile.replace('\\', '/').lastIndexOf('/') + 1);
    return name.endsWith(ENDING) && name.length() > ENDING.length()
        ? name.substring(0, name.length() - ENDING.length())
        : name;
  }
}
