package io.belay.learner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  @TempDir private Path home;

  @Test
  void aNewRunWritesItsRecipe() {
    try (RunDirectory directory = RunDirectory.create(home.resolve("a/b"), "seed = 1\n")) {
      assertThat(directory.files().readRecipe()).isEqualTo("seed = 1\n");
    }
  }

  @Test
  void aNewRunIsRefusedWhereSomethingIs() throws IOException {
    Files.writeString(home.resolve("letter.txt"), "mine");

    assertThatThrownBy(() -> RunDirectory.create(home, ""))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("out=" + home)
        .hasMessageContaining("--out");
  }

  @Test
  void aNewRunIsRefusedWhereAFileIs() throws IOException {
    Path file = Files.writeString(home.resolve("letter.txt"), "mine");

    assertThatThrownBy(() -> RunDirectory.create(file, ""))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("out=" + file);
  }

  @Test
  void aDirectoryWithoutARecipeIsNoRun() {
    assertThatThrownBy(() -> RunDirectory.open(home))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("runDirectory=" + home);
  }

  @Test
  void oneProcessAtATimeWorksOnARun() {
    Path path = home.resolve("run");
    try (RunDirectory first = RunDirectory.create(path, "")) {
      assertThatThrownBy(() -> RunDirectory.open(first.files().root()))
          .isInstanceOf(BelayException.class)
          .hasMessageContaining("one process at a time");
    }
    RunDirectory.open(path).close();
  }
}
