package io.belay.recipe;

import io.belay.error.BelayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Recipes in a resource directory with an index, since a class loader cannot list a directory.
 *
 * @param names lines of the index
 */
record ResourceRecipes(ClassLoader loader, String directory, List<String> names)
    implements RecipeSource {

  static ResourceRecipes read(ClassLoader loader, String directory) {
    List<String> names =
        resource(loader, directory + "/index")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    return new ResourceRecipes(loader, directory, names);
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
