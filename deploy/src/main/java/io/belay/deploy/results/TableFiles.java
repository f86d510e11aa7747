package io.belay.deploy.results;

import io.belay.error.BelayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a table is written for whoever measured it.
 *
 * @param directory made where it is not there
 */
public record TableFiles(Path directory) {

  /** The table for programs. */
  public Path json() {
    return directory.resolve("results.json");
  }

  /** The table for people. */
  public Path markdown() {
    return directory.resolve("results.md");
  }

  /** Writes both files. */
  public void write(ShippedResults results) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw BelayException.invalid(
          "the directory of results can be made; choose another with --out: out=%s (%s)"
              .formatted(directory, e));
    }
    new TextFile(json()).write(ResultsJson.write(results.measured(), results.yardsticks()));
    new TextFile(markdown()).write(ResultsMarkdown.render(results));
  }
}
