package io.belay.deploy.results;

import io.belay.error.BelayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Belay's own sources, where the shipped results are kept.
 *
 * @param root the directory of README.md
 */
public record SourceTree(Path root) {
  private static final Path RESULTS = Path.of("deploy", "src", "main", "resources", "results");

  /**
   * The sources in a directory.
   *
   * @throws BelayException INVALID_REQUEST where they are not there
   */
  public static SourceTree in(Path root) {
    SourceTree sources = new SourceTree(root);
    for (TextFile file : List.of(sources.readme(), sources.result(ShippedResults.MEASURED))) {
      if (!Files.isWritable(file.path())) {
        throw BelayException.invalid(
            "the shipped results are in the directory of Belay's sources; change into it or leave"
                + " out --write: missing="
                + file.path());
      }
    }
    sources.readmeTable();
    return sources;
  }

  /** The results as they stand in the sources. */
  public ShippedResults results() {
    return ShippedResults.read(name -> result(name).read());
  }

  /** The table as it stands in README.md. */
  public String readmeTable() {
    return ReadmeSection.in(readme().read());
  }

  /** Writes {@code measured.json} and the table in README.md. */
  public void write(ResultsTable table) {
    ShippedResults results = results().with(table);
    result(ShippedResults.MEASURED).write(ResultsJson.write(table, results.yardsticks()));
    readme().write(ReadmeSection.replaced(readme().read(), ResultsMarkdown.render(results)));
  }

  private TextFile readme() {
    return new TextFile(root.resolve("README.md"));
  }

  private TextFile result(String name) {
    return new TextFile(root.resolve(RESULTS).resolve(name));
  }
}
