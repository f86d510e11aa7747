package io.belay.learner.node;

import io.belay.error.BelayException;
import io.belay.learner.checkpoint.Checkpoint;
import io.belay.learner.checkpoint.CheckpointStore;
import io.belay.learner.node.CheckpointMirror.Mirrored;
import io.belay.learner.run.RunDirectory;
import io.belay.recipe.RecipeLoader;
import io.belay.v1.CheckpointPart;
import io.belay.v1.CheckpointRequest;
import io.belay.v1.LearnerServiceGrpc;
import io.grpc.Channel;
import io.grpc.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A checkpoint's file that came from the active learner: whole, on this disk, and verified.
 *
 * @param file where it is
 * @param runId the run, as the file says
 */
record FetchedCheckpoint(Path file, String runId, int iteration) {

  /**
   * Fetches the newest checkpoint, a part at a time.
   *
   * @param had what is here already
   * @param file takes it
   * @return what was fetched; empty where nothing is newer
   * @throws BelayException INVALID_REQUEST where what came is no whole checkpoint, or not the one
   *     it was said to be
   */
  static Optional<FetchedCheckpoint> fetch(
      Channel active, Optional<Mirrored> had, Path file, Duration timeout) throws IOException {
    CheckpointRequest request =
        CheckpointRequest.newBuilder()
            .setRunId(had.map(Mirrored::runId).orElse(""))
            .setIteration(had.map(Mirrored::iteration).orElse(0))
            .build();
    Context.CancellableContext call = Context.current().withCancellation();
    Context before = call.attach();
    boolean whole = false;
    try {
      Iterator<CheckpointPart> parts =
          LearnerServiceGrpc.newBlockingStub(active)
              .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)
              .fetchCheckpoint(request);
      if (!parts.hasNext()) {
        return Optional.empty();
      }
      CheckpointPart first = parts.next();
      write(first, parts, file);
      CheckpointStore.FILE.verify(file);
      FetchedCheckpoint fetched =
          new FetchedCheckpoint(file, first.getRunId(), first.getIteration());
      whole = true;
      return Optional.of(fetched);
    } finally {
      call.detach(before);
      call.cancel(null);
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Puts it where a learner that takes the run over looks for it, with the recipe that it holds,
   * and removes those that are too old to be kept.
   */
  Mirrored store(RunsDirectory runs) throws IOException {
    Checkpoint checkpoint = CheckpointStore.read(file);
    if (!checkpoint.runId().equals(runId) || checkpoint.iteration() != iteration) {
      throw BelayException.invalid(
          "a checkpoint is the one that it is said to be: runId=%s, expected=%s, iteration=%d, expected=%d"
              .formatted(checkpoint.runId(), runId, checkpoint.iteration(), iteration));
    }
    int kept =
        RecipeLoader.parse(checkpoint.recipe(), "the recipe of a fetched checkpoint")
            .training()
            .checkpointsKept();
    try (RunDirectory directory = RunDirectory.claim(runs.of(runId), checkpoint.recipe())) {
      new CheckpointStore(directory.files().checkpoints(), kept).adopt(file, iteration);
    }
    return new Mirrored(runId, iteration);
  }

  /** Removes the file, if it is still there. */
  void discard() throws IOException {
    Files.deleteIfExists(file);
  }

  private static void write(CheckpointPart first, Iterator<CheckpointPart> further, Path file)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      long length = append(first, channel);
      while (further.hasNext() && length <= first.getFileBytes()) {
        length += append(further.next(), channel);
      }
      if (length != first.getFileBytes()) {
        throw BelayException.invalid(
            "a checkpoint arrives as a whole: bytes=%d, expected=%d"
                .formatted(length, first.getFileBytes()));
      }
      channel.force(true);
    }
  }

  private static int append(CheckpointPart part, FileChannel channel) throws IOException {
    for (ByteBuffer bytes : part.getData().asReadOnlyByteBufferList()) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    return part.getData().size();
  }
}
