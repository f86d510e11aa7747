package io.belay.learner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.learner.checkpoint.CheckpointStore.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  @TempDir private Path home;

  @Test
  void aDirectoryThatIsNotThereHoldsNoCheckpoint() {
    Recovery recovery = new CheckpointStore(home.resolve("none"), 3).recover();

    assertThat(recovery.newest()).isEmpty();
    assertThat(recovery.unreadable()).isEmpty();
  }

  @Test
  void everyFieldComesBackAsItWas() throws IOException {
    CheckpointStore store = new CheckpointStore(home, 3);
    store.write(Checkpoints.at(50));

    assertThat(store.recover().newest().orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(Checkpoints.at(50));
  }

  @Test
  void theLastFewAreKept() throws IOException {
    CheckpointStore store = new CheckpointStore(home, 2);
    for (int iteration : new int[] {0, 50, 100, 150}) {
      store.write(Checkpoints.at(iteration));
    }
    assertThat(names()).containsExactly("00000100.checkpoint", "00000150.checkpoint");
    assertThat(store.recover().newest().orElseThrow().iteration()).isEqualTo(150);
  }

  @Test
  void aTornCheckpointIsPassedOverWithAWarning() throws IOException {
    CheckpointStore store = new CheckpointStore(home, 3);
    store.write(Checkpoints.at(50));
    Path newest = store.write(Checkpoints.at(100));
    byte[] whole = Files.readAllBytes(newest);
    for (int length : new int[] {0, 7, 20, 40, whole.length - 1}) {
      Files.write(newest, Arrays.copyOf(whole, length));

      Recovery recovery = store.recover();
      assertThat(recovery.newest().orElseThrow().iteration()).isEqualTo(50);
      assertThat(recovery.unreadable())
          .singleElement()
          .asString()
          .contains("file=" + newest, "length=" + length);
    }
  }

  @Test
  void everyAlteredByteIsNoticed() throws IOException {
    CheckpointStore store = new CheckpointStore(home, 3);
    Path file = store.write(Checkpoints.at(50));
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] altered = whole.clone();
      altered[i] ^= 1;
      Files.write(file, altered);
      assertThatThrownBy(store::recover)
          .as("byte %d", i)
          .isInstanceOf(BelayException.class)
          .hasMessageContaining("directory=" + home);
    }
  }

  /** Who began anew instead would lose the run's progress to a disk that fails for a moment. */
  @Test
  void aRunOfWhichNoCheckpointCanBeReadDoesNotBeginAnew() throws IOException {
    CheckpointStore store = new CheckpointStore(home, 3);
    assertThat(store.recover().newest()).isEmpty();
    Files.createDirectories(home.resolve("00000100.checkpoint"));

    assertThatThrownBy(store::recover)
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("00000100.checkpoint");
  }

  @Test
  void whatWasJustWrittenIsKeptBesideNewerOnesThatCannotBeRead() throws IOException {
    CheckpointStore store = new CheckpointStore(home, 1);
    Files.writeString(home.resolve("00000900.checkpoint"), "torn");

    store.write(Checkpoints.at(50));

    assertThat(store.recover().newest().orElseThrow().iteration()).isEqualTo(50);
  }

  @Test
  void whatIsRefusedCanBeSetAsideSoThatTheNewestByNameIsTheNewest() throws IOException {
    CheckpointStore store = new CheckpointStore(home, 3);
    Path good = store.write(Checkpoints.at(50));
    Files.writeString(home.resolve("00000900.checkpoint"), "torn");

    store.setAside(store.recover());

    assertThat(store.newest()).contains(new CheckpointStore.Stored(good, 50));
    assertThat(home.resolve("00000900.checkpoint.unreadable")).hasContent("torn");
  }

  @Test
  void whatACrashLeftBesideTheFilesIsIgnored() throws IOException {
    CheckpointStore store = new CheckpointStore(home, 3);
    store.write(Checkpoints.at(50));
    Files.writeString(home.resolve("00000100.checkpoint.new"), "torn");

    assertThat(store.recover().newest().orElseThrow().iteration()).isEqualTo(50);
    assertThat(store.recover().unreadable()).isEmpty();
  }

  @Test
  void whatACrashLeftIsRemovedWhenTheNextCheckpointIsThere() throws IOException {
    CheckpointStore store = new CheckpointStore(home, 3);
    Files.writeString(home.resolve("00000100.checkpoint.new"), "torn");
    store.write(Checkpoints.at(50));

    assertThat(names()).containsExactly("00000050.checkpoint");
  }

  @Test
  void theNewestFileIsFoundWithoutReadingIt() throws IOException {
    CheckpointStore store = new CheckpointStore(home, 3);
    assertThat(store.newest()).isEmpty();
    store.write(Checkpoints.at(50));
    Path newest = store.write(Checkpoints.at(100));

    assertThat(store.newest()).contains(new CheckpointStore.Stored(newest, 100));
  }

  @Test
  void aCheckpointFromElsewhereIsTakenInLikeOneOfOurOwn() throws IOException {
    Path elsewhere = new CheckpointStore(home.resolve("elsewhere"), 1).write(Checkpoints.at(150));
    Path directory = home.resolve("here");
    CheckpointStore store = new CheckpointStore(directory, 2);
    store.write(Checkpoints.at(50));
    store.write(Checkpoints.at(100));
    CheckpointStore.FILE.verify(elsewhere);
    store.adopt(elsewhere, 150);

    assertThat(elsewhere).doesNotExist();
    assertThat(store.recover().newest().orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(Checkpoints.at(150));
    assertThat(directory.resolve("00000050.checkpoint")).doesNotExist();
  }

  @Test
  void everyAlteredOrMissingByteIsNoticedPieceByPieceToo() throws IOException {
    Path file = new CheckpointStore(home, 3).write(Checkpoints.at(50));
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] altered = whole.clone();
      altered[i] ^= 1;
      Files.write(file, altered);
      assertThatThrownBy(() -> CheckpointStore.FILE.verify(file))
          .as("byte %d", i)
          .isInstanceOf(BelayException.class);
      Files.write(file, Arrays.copyOf(whole, i));
      assertThatThrownBy(() -> CheckpointStore.FILE.verify(file))
          .as("length %d", i)
          .isInstanceOf(BelayException.class);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
