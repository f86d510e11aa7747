package io.belay.learner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to a disk that is full, and what is made good when it is not any more. */
class FullDiskTest {
  @TempDir private Path home;

  private SmallDisk disk;

  @BeforeEach
  void mount() throws IOException {
    disk = SmallDisk.mount(home.resolve("disk"), 4);
  }

  @AfterEach
  void unmount() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void linesWaitForRoomAndAreWrittenInTheirOrder() throws IOException {
    Path path = disk.root().resolve("progress.jsonl");
    try (ProgressLog log = ProgressLog.open(path, 0)) {
      assertThat(log.append(Reports.of(0))).isEmpty();
      disk.fill();
      // The last page of the file has room for some 4096 ÷ 170 = 24 lines.
      int appended = 1;
      while (log.waiting() < 3) {
        log.append(Reports.of(appended++));
        assertThat(appended).as("lines until the disk is full").isLessThan(100);
      }
      assertThat(Files.readString(path))
          .as("a line that is written half is cut off")
          .endsWith("}\n");
      assertThat(iterations(path))
          .containsExactlyElementsOf(IntStream.range(0, appended - 3).boxed().toList());
      assertThatThrownBy(log::force)
          .as("nothing may claim lines that are not there")
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");

      disk.makeRoom();
      assertThat(log.append(Reports.of(appended++))).isEmpty();
      log.force();

      assertThat(log.waiting()).isZero();
      assertThat(iterations(path))
          .containsExactlyElementsOf(IntStream.range(0, appended).boxed().toList());
    }
  }

  @Test
  void linesThatWaitAreBounded() throws IOException {
    disk.fill();
    Path path = disk.root().resolve("progress.jsonl");
    ProgressLog log = ProgressLog.open(path, 0);
    for (int i = 0; i < ProgressLog.MOST_WAITING; i++) {
      assertThat(log.append(Reports.of(i))).isPresent();
    }

    assertThatThrownBy(() -> log.append(Reports.of(ProgressLog.MOST_WAITING)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("10000 lines")
        .hasRootCauseMessage("No space left on device");
    assertThatThrownBy(log::close).hasMessageContaining("No space left");
  }

  @Test
  void aFileThatFindsNoRoomLeavesTheOldOneAndNothingElse() throws IOException {
    Path file = disk.root().resolve("file");
    WholeFile.write(file, new byte[] {1});
    disk.fill();

    assertThatThrownBy(() -> WholeFile.write(file, new byte[3 * 4096]))
        .isInstanceOf(IOException.class);

    assertThat(file).hasBinaryContent(new byte[] {1});
    assertThat(disk.root()).isDirectoryNotContaining("glob:**.new");
  }

  private static List<Integer> iterations(Path path) throws IOException {
    return Files.readAllLines(path).stream()
        .map(line -> Integer.parseInt(line, "{\"iteration\":".length(), line.indexOf(','), 10))
        .toList();
  }
}
