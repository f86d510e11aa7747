package io.belay.learner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointWriterTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path home;

  @Test
  void aCheckpointIsOnTheDiskWhenItsFutureCompletes() {
    CheckpointStore store = new CheckpointStore(home, 3);
    try (CheckpointWriter writer = new CheckpointWriter(store, () -> {}, LIMIT)) {
      assertThat(writer.submit(Checkpoints.at(50))).succeedsWithin(LIMIT).isEqualTo(50);
      assertThat(store.recover().newest()).isPresent();
    }
  }

  @Test
  void aNewerCheckpointTakesThePlaceOfOneThatStillWaits() {
    CheckpointStore store = new CheckpointStore(home, 10);
    CountDownLatch diskIsBack = new CountDownLatch(1);
    CountDownLatch diskIsStuck = new CountDownLatch(1);
    CheckpointWriter.Preparation slowDisk =
        () -> {
          diskIsStuck.countDown();
          await(diskIsBack);
        };
    try (CheckpointWriter writer = new CheckpointWriter(store, slowDisk, LIMIT)) {
      CompletableFuture<Integer> first = writer.submit(Checkpoints.at(1));
      await(diskIsStuck);
      CompletableFuture<Integer> second = writer.submit(Checkpoints.at(2));
      CompletableFuture<Integer> third = writer.submit(Checkpoints.at(3));
      diskIsBack.countDown();

      assertThat(first).succeedsWithin(LIMIT).isEqualTo(1);
      assertThat(second).succeedsWithin(LIMIT).isEqualTo(3);
      assertThat(third).succeedsWithin(LIMIT).isEqualTo(3);
    }
  }

  @Test
  void aFullDiskFailsTheCheckpointAndNotTheNextOne() throws Exception {
    CheckpointStore store = new CheckpointStore(home, 3);
    boolean[] full = {true};
    CheckpointWriter.Preparation disk =
        () -> {
          if (full[0]) {
            throw new IOException("No space left on device");
          }
        };
    try (CheckpointWriter writer = new CheckpointWriter(store, disk, LIMIT)) {
      CompletableFuture<Integer> failed = writer.submit(Checkpoints.at(1));
      assertThatThrownBy(() -> failed.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("No space left on device");

      full[0] = false;
      assertThat(writer.submit(Checkpoints.at(2))).succeedsWithin(LIMIT).isEqualTo(2);
    }
  }

  @Test
  void closingWritesWhatWaits() {
    CheckpointStore store = new CheckpointStore(home, 3);
    try (CheckpointWriter writer = new CheckpointWriter(store, () -> {}, LIMIT)) {
      writer.submit(Checkpoints.at(50));
    }
    assertThat(store.recover().newest()).isPresent();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
