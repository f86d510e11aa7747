package io.belay.recipe;

import io.belay.error.BelayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Recipes in a resource directory with an index, since a class loader cannot list a directory.
 *
 * @param names first words of the index's lines
 * @param otherNames further words, each with the first word of its line
 */
record ResourceRecipes(
    ClassLoader loader,
    String directory,
    List<String> names,
    SequencedMap<String, String> otherNames)
    implements RecipeSource {

  static ResourceRecipes read(ClassLoader loader, String directory) {
    String index = directory + "/index";
    List<String> names = new ArrayList<>();
    SequencedMap<String, String> otherNames = new LinkedHashMap<>();
    for (String line : resource(loader, index).lines().filter(line -> !line.isBlank()).toList()) {
      String[] words = line.strip().split("\\s+");
      for (String word : words) {
        if (names.contains(word) || otherNames.containsKey(word)) {
          throw BelayException.fatal(
              "a recipe's name stands for one recipe: name=" + word + ", index=" + index);
        }
        if (word.equals(words[0])) {
          names.add(word);
        } else {
          otherNames.put(word, words[0]);
        }
      }
    }
    return new ResourceRecipes(
        loader, directory, List.copyOf(names), Collections.unmodifiableSequencedMap(otherNames));
  }

  @Override
  public Optional<String> find(String name) {
    return names.contains(name)
        ? Optional.of(resource(loader, directory + "/" + name + ".conf"))
        : Optional.empty();
  }

  /** The text of a resource that belongs to the program. */
  static String resource(ClassLoader loader, String path) {
    try (InputStream stream = loader.getResourceAsStream(path)) {
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
