package io.belay.learner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path home;

  @Test
  void partsFollowOneAnother() throws IOException {
    Path file = home.resolve("a");
    WholeFile.write(file, new byte[] {1, 2}, new byte[0], new byte[] {3});

    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(home).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void theNewContentTakesThePlaceOfTheOld() throws IOException {
    Path file = home.resolve("a");
    WholeFile.write(file, new byte[100]);
    WholeFile.write(file, new byte[] {7});

    assertThat(file).hasBinaryContent(new byte[] {7});
  }

  @Test
  void nothingIsLeftBehindWhereItCannotBeWritten() throws IOException {
    Path taken = Files.createDirectories(home.resolve("taken/by/others"));

    assertThatThrownBy(() -> WholeFile.write(home.resolve("taken"), new byte[] {1}))
        .isInstanceOf(IOException.class);
    assertThat(taken).exists();
    assertThat(home).isDirectoryNotContaining("glob:**.new");
  }
}
