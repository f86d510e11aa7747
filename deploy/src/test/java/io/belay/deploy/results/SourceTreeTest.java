package io.belay.deploy.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {
  private static final String README =
      """
      # Belay
      <!-- results: written by `./belay results --write` -->
      An old table.
      <!-- end of results -->
      The end.
      """;

  @TempDir private Path root;

  @BeforeEach
  void makeSources() throws IOException {
    Path results = Files.createDirectories(root.resolve("deploy/src/main/resources/results"));
    Files.writeString(results.resolve("measured.json"), "{\"recipes\" : [ ]}");
    Files.writeString(results.resolve("notes.conf"), "cartpole = \"A note.\"");
    Files.writeString(results.resolve("yardsticks.conf"), "");
    Files.writeString(root.resolve("README.md"), README);
  }

  @Test
  void writingChangesTheResourceAndTheTableAndNothingElse() throws IOException {
    ResultsTable table = new ResultsTable(List.of(Rows.row("cartpole", "CartPole-v1", "ppo", 500)));
    SourceTree sources = SourceTree.in(root);
    sources.write(table);

    assertThat(sources.results().measured()).isEqualTo(table);
    assertThat(sources.readmeTable())
        .isEqualTo(ResultsMarkdown.render(sources.results()))
        .contains("| `cartpole` |", "* `cartpole`: A note.");
    assertThat(Files.readString(root.resolve("README.md")))
        .startsWith("# Belay\n<!-- results:")
        .doesNotContain("An old table.")
        .endsWith("\n<!-- end of results -->\nThe end.\n");
  }

  @Test
  void aDirectoryWithoutTheSourcesIsRefused() throws IOException {
    Files.writeString(root.resolve("README.md"), "# Something else\n");
    assertThatThrownBy(() -> SourceTree.in(root)).hasMessageContaining("missing=<!-- results:");

    Files.delete(root.resolve("README.md"));
    assertThatThrownBy(() -> SourceTree.in(root))
        .hasMessageContaining("missing=" + root.resolve("README.md"));
  }
}
